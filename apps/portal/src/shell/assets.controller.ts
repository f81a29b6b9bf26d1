import { AllowAnyone } from '#libs/http';
import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Assets } from './assets.js';

const FOR_GOOD = 'public, max-age=31536000, immutable';

@Controller('assets')
@AllowAnyone()
export class AssetsController {
  constructor(private readonly assets: Assets) {}

  @Get(':name')
  read(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const asset = this.assets.find(name);
    if (!asset) throw new NotFoundException();
    const accepted = request.headers['accept-encoding'] ?? '';
    const coding = accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : undefined;
    if (coding) void reply.header('content-encoding', coding);
    void reply
      .headers({ 'content-type': asset.type, 'cache-control': FOR_GOOD, vary: 'accept-encoding' })
      .send(asset[coding ?? 'plain']);
  }
}
