import type { FastifyReply, FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import { UnavailableError } from '#libs/http';
import { Carried } from './held.js';
import { MarkNotSent } from './mark-not-sent.js';

/** The last look before the first byte: Fastify's onSend hook, on every route of the relay. */
@Injectable()
export class Respond {
  constructor(private readonly marking: MarkNotSent) {}

  async beforeFirstByte(request: FastifyRequest, _reply: FastifyReply, payload: unknown): Promise<unknown> {
    const late = Carried.by(request).late();
    if (late.length === 0) return payload;
    await this.marking.run(late);
    throw new UnavailableError('an answer in time', 1);
  }
}
