import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '../problem/problem-error.js';
import { readJson } from './read-json.js';
import { UnreadableBody } from './unreadable-body.js';

export interface BodyOptions {
  /** Bytes at most; 256 kB elsewhere. */
  readonly limit: number;
  /** Before it is parsed: puts aside, as text, what is read one by one inside and keeps its faults to itself. */
  readonly rewrite?: (text: string) => string;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly rewriteBody?: ((text: string) => string) | undefined;
  }
}

const MEDIA_TYPE = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+[ \t]*(;|$)/;
const UNNAMED = 'application/octet-stream';

/** What a body may be belongs to its route: small and strict for all, larger where records are posted. */
export function distinguishBodies(instance: FastifyInstance, bodies: Readonly<Record<string, BodyOptions>>): void {
  instance.addHook('onRoute', (route) => {
    const options = bodies[route.url];
    if (options === undefined) return;
    route.bodyLimit = options.limit;
    route.config = { ...route.config, rewriteBody: options.rewrite };
  });
}

/**
 * JSON in UTF-8 is read; anything else is put aside as unreadable, to be refused where the body is asked for. No body is
 * no body, whatever Content-Type says of it.
 */
export function readBodies(instance: FastifyInstance): void {
  instance.addHook('onRequest', (request, _reply, done) => {
    const { headers } = request.raw;
    const empty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
    if (empty) delete headers['content-type'];
    else if (!MEDIA_TYPE.test(headers['content-type'] ?? '')) headers['content-type'] = UNNAMED;
    done();
  });
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser(
    /^application\/([\w!#$&^.-]+\+)?json(;|$)/,
    { parseAs: 'buffer' },
    (request, body, done) => done(null, readOrRefuse(request, body as Buffer)),
  );
  instance.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
    done(
      null,
      body.length === 0 ? undefined : new UnreadableBody(new ProblemError('unsupported-media-type', SEND_JSON)),
    ),
  );
}

const SEND_JSON = { detail: 'send application/json' };
/** RFC 9110 8.4.1: this one means none. */
const IDENTITY = /^\s*identity\s*$/i;
/** RFC 9110 15.5.16: what would have been taken. To unpack is left undone: a small body can hold a large one. */
const SEND_AS_IT_IS = {
  detail: 'send the body as it is: no Content-Encoding is read here',
  headers: { 'accept-encoding': 'identity' },
};

function readOrRefuse(request: FastifyRequest, body: Buffer): unknown {
  if (body.length === 0) return undefined;
  const coding = request.headers['content-encoding'] ?? 'identity';
  if (!IDENTITY.test(coding)) return new UnreadableBody(new ProblemError('unsupported-media-type', SEND_AS_IT_IS));
  try {
    return readJson(body, request.routeOptions.config.rewriteBody);
  } catch (error) {
    if (error instanceof ProblemError) return new UnreadableBody(error);
    throw error;
  }
}
