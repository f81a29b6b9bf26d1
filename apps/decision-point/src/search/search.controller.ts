import { readActionSearch, readResourceSearch, readSubjectSearch } from '#libs/contracts';
import { Body, Controller, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { sendJson } from '../transport/send-json.js';
import { Search } from './search.js';

/** AuthZEN 1.0, Search APIs, over the entities of the bundle. */
@Controller('access/v1/search')
export class SearchController {
  constructor(private readonly search: Search) {}

  @Post('subject')
  subjects(@Body() body: unknown, @Res() reply: FastifyReply): void {
    sendJson(reply, JSON.stringify(this.search.subjects(readSubjectSearch(body))));
  }

  @Post('resource')
  resources(@Body() body: unknown, @Res() reply: FastifyReply): void {
    sendJson(reply, JSON.stringify(this.search.resources(readResourceSearch(body))));
  }

  @Post('action')
  actions(@Body() body: unknown, @Res() reply: FastifyReply): void {
    sendJson(reply, JSON.stringify(this.search.actions(readActionSearch(body))));
  }
}
