import { Transform, type Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';

/** Thrown where a body is, or turns out to be, larger than the edge takes (RFC 9110 15.5.14). */
export class BodyTooLarge extends Error {
  readonly statusCode = 413;
  constructor(readonly limit: number) {
    super(`the body is larger than ${limit} bytes`);
  }
}

/** Refuses by the declared length before a byte is read. */
export function refuseDeclaredLength(request: FastifyRequest, limit: number): void {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new BodyTooLarge(limit);
}

/** A body without a length is counted while it streams through; the app's request is broken off at the limit. */
export function countBody(body: Readable, limit: number): Readable {
  let seen = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      seen += chunk.length;
      if (seen > limit) next(new BodyTooLarge(limit));
      else next(null, chunk);
    },
  });
  body.once('error', (error) => counter.destroy(error));
  return body.pipe(counter);
}
