import type { FastifyError, FastifyInstance, FastifyPluginCallback, FastifyRequest } from 'fastify';
import { ProblemError } from '#libs/http';
import { carryBodies, cutDeeper } from '../body/carry-bodies.js';

const ROUTES: ReadonlySet<string | undefined> = new Set(['/v1/records', '/v1/records/batch']);
const CARRIED = 'application/x-carried-records+json';
/** The envelope has three; what is deeper is no record. */
const MOST_LEVELS_AROUND = 8;

type Done = (error: Error | null, body?: unknown) => void;

/**
 * Where records come in, a body is carried through the parser as the text that was sent: `number` would lose digits, and one
 * body that is nested too deep or holds what JSON cannot say would take the whole batch with it. Every other route is read as
 * ever, with the parser that the host has.
 */
export const recordBodies: FastifyPluginCallback = Object.assign(
  (server: FastifyInstance, _options: unknown, done: () => void): void => {
    const parse = server.getDefaultJsonParser('error', 'error') as (
      request: FastifyRequest,
      text: string,
      done: Done,
    ) => void;
    server.addContentTypeParser(CARRIED, { parseAs: 'string' }, (request, text, read) => {
      const carried = carryBodies(text as string);
      if (cutDeeper(carried, MOST_LEVELS_AROUND) !== carried) {
        read(
          new ProblemError('malformed-body', { detail: 'the record is nested too deep' }) as unknown as FastifyError,
        );
      } else parse(request, carried, read as Done);
    });
    server.addHook('onRequest', (request, _reply, next) => {
      const { headers } = request.raw;
      const isJson = /^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '');
      if (request.method === 'POST' && isJson && ROUTES.has(request.routeOptions.url))
        headers['content-type'] = CARRIED;
      next();
    });
    done();
  },
  // Of Fastify: it registers on the server itself, not on a scope of its own.
  { [Symbol.for('skip-override')]: true },
);
