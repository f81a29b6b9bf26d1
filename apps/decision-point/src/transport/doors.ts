import { createHash, timingSafeEqual } from 'node:crypto';
import { ProblemError } from '#libs/http';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const ASKING = '/access/v1/';
/** A header's value as it may be sent back: visible characters, not too many. */
const REQUEST_ID = /^[\x20-\x7e]{1,200}$/;

/**
 * What every request passes first: its id is sent back as it came (AuthZEN 1.0, Request Identification), its caller shows
 * the token where there is one, and a question is JSON.
 */
export function addDoors(instance: FastifyInstance, token: string | undefined): void {
  const expected = token === undefined ? undefined : digest(token);
  instance.addHook('onRequest', (request, reply, done) => {
    const id = request.headers['x-request-id'];
    if (typeof id === 'string' && REQUEST_ID.test(id)) void reply.header('x-request-id', id);
    if (!request.url.startsWith(ASKING)) done();
    else if (expected !== undefined && !shows(request, expected)) done(unauthenticated());
    else if (request.method === 'POST' && !isJson(request.headers['content-type'])) done(notJson());
    else done();
  });
}

function shows(request: FastifyRequest, expected: Buffer): boolean {
  const [scheme, given] = (request.headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && given !== undefined && timingSafeEqual(digest(given), expected);
}

/** Of equal length whatever was sent, so that comparing takes the same time. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const isJson = (type: string | undefined): boolean =>
  type === 'application/json' || /^application\/json\s*(;|$)/i.test(type ?? '');

const unauthenticated = (): ProblemError =>
  new ProblemError('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } });

/** The standard knows 400 for what cannot be read, and no 415 (AuthZEN 1.0, Error Responses). */
const notJson = (): ProblemError => new ProblemError('malformed-request', { detail: 'send application/json' });
