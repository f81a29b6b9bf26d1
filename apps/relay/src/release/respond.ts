import { performance } from 'node:perf_hooks';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import { UnavailableError } from '#libs/http';
import type { Released } from './asked.js';
import { MarkNotSent } from './mark-not-sent.js';

/** A committed disclosure whose first byte has not left within this many ms is dropped (design 2, promise 1). */
export const RESPOND_WITHIN_MS = 1_000;

interface Carried {
  fencedAt: number;
  readonly disclosures: string[];
}

const carried = new WeakMap<FastifyRequest, Carried>();

/**
 * Binds what was released to its response. The clock is the monotonic one, which runs on while the process is stopped,
 * and starts before the commit, so it errs on the side of dropping.
 */
export function carries(request: FastifyRequest, released: readonly Released<unknown>[]): void {
  const permitted = released.filter((item) => item.outcome === 'permit');
  if (permitted.length === 0) return;
  const fencedAt = Math.min(...permitted.map((item) => item.fencedAt));
  const entry = carried.get(request) ?? { fencedAt, disclosures: [] };
  entry.fencedAt = Math.min(entry.fencedAt, fencedAt);
  entry.disclosures.push(...permitted.map((item) => item.asked.id));
  carried.set(request, entry);
}

/** The last look before the first byte: Fastify's onSend hook, on every route of the relay. */
@Injectable()
export class Respond {
  constructor(private readonly marking: MarkNotSent) {}

  async beforeFirstByte(request: FastifyRequest, _reply: FastifyReply, payload: unknown): Promise<unknown> {
    const response = carried.get(request);
    if (!response || performance.now() - response.fencedAt < RESPOND_WITHIN_MS) return payload;
    carried.delete(request);
    await this.marking.run(response.disclosures);
    throw new UnavailableError('an answer in time', 1);
  }
}
