import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { UnreadableBody } from '../body/unreadable-body.js';
import { ProblemError } from '../problem/problem-error.js';
import { principalOf } from '../sign-in/current-principal.js';
import type { KeyedRequest } from './idempotency-store.js';

const KEY = /^[\x21-\x7e]{8,128}$/;

/** The keyed form of a request; null when it carries no Idempotency-Key. */
export function keyedRequest(request: FastifyRequest): KeyedRequest | null {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return null;
  if (typeof header !== 'string' || !KEY.test(header)) {
    throw new ProblemError('invalid-input', {
      errors: [
        { field: 'Idempotency-Key', rule: 'format', detail: 'send one key of 8 to 128 visible ASCII characters' },
      ],
    });
  }
  const route = `${request.method} ${request.url}`;
  return {
    principal: principalOf(request).id,
    key: sha256(route, header).toString('hex'),
    // Salted with the key, which is not kept, so that what was sent cannot be guessed from the table.
    fingerprint: sha256(header, JSON.stringify(bodyOf(request) ?? null), String(request.headers['if-match'] ?? '')),
  };
}

/** What cannot be read is not what the request is about: a stop with one is the same stop without. */
function bodyOf({ body }: FastifyRequest): unknown {
  return body instanceof UnreadableBody ? null : body;
}

/** A version 8 UUID (RFC 9562 5.8) that a repeated keyed request arrives at again. */
export function idOf(request: KeyedRequest): string {
  const bytes = sha256('id', request.principal, request.key).subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function sha256(...parts: readonly string[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest();
}
