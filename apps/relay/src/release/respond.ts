import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { UnavailableError } from '#libs/http';
import { Carried } from './held.js';
import { MarkNotSent } from './mark-not-sent.js';

/** The last look before the first byte: Fastify's onSend hook, on every route of the relay. */
@Injectable()
export class Respond implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly marking: MarkNotSent,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onSend', (request, _reply, payload) => this.beforeFirstByte(request, payload));
  }

  private async beforeFirstByte(request: FastifyRequest, payload: unknown): Promise<unknown> {
    const late = Carried.by(request).late();
    if (late.length === 0) return payload;
    await this.marking.mark(late);
    throw new UnavailableError('an answer in time', 1);
  }
}
