import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from '../problem/problem.filter.js';
import { toProblem } from '../problem/to-problem.js';
import { distinguishBodies, readBodies } from '../body/read-bodies.js';
import type { HostOptions } from './host-options.js';
import { IDLE_MS, tellIdle } from './idle-connections.js';
import { answerOneByOne } from './one-by-one.js';
import { refuseUnreadable } from './refuse-unreadable.js';

const BODY_LIMIT = 256 * 1024;

/** Milliseconds that a request's line and headers, and the whole of it, may take to arrive (RFC 9110 15.5.9). */
const HEADERS_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 60_000;
const HANDSHAKE_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 1_000;

/** Hexadecimal with at least one letter, as ids are made: no name, date, postcode or number of a person reads like that. */
const REQUEST_ID = /^(?=.*[a-f])[0-9a-f-]{12,64}$/i;

/** Fastify as every app runs it: JSON only, limits, request ids, and no answer in a shape of the framework's own. */
export function fastifyAdapter(options: HostOptions): FastifyAdapter {
  const server = {
    logger: false,
    bodyLimit: BODY_LIMIT,
    serverFactory: (answer: RequestListener) => serverFor(answer, options.https),
    genReqId: requestId,
    // Requests on open connections are answered while stopping; Fastify would turn them away with a 503 of its own.
    return503OnClosing: false,
    forceCloseConnections: 'idle' as const,
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, request.id, toProblem(error)),
    routerOptions: { maxParamLength: 200 },
    ...options.serverOptions,
  };
  const adapter = new FastifyAdapter(server as never);
  const instance = adapter.getInstance<FastifyInstance>();
  distinguishBodies(instance, options.bodies ?? {});
  readBodies(instance);
  instance.decorateRequest('principal', null);
  instance.decorateRequest('signIn', null);
  return adapter;
}

function serverFor(answer: RequestListener, https: HostOptions['https']): Server {
  const arrival = {
    headersTimeout: HEADERS_WITHIN_MS,
    requestTimeout: REQUEST_WITHIN_MS,
    keepAliveTimeout: IDLE_MS.answerer,
    connectionsCheckingInterval: LOOK_EVERY_MS,
  };
  const server = https
    ? createTlsServer({ ...https, ...arrival, handshakeTimeout: HANDSHAKE_WITHIN_MS })
    : createServer(arrival);
  answerOneByOne(server, tellIdle(answer));
  return server;
}

/** A caller's request id is kept when it is an id; anything else could carry content into our logs. */
function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) && !/\d{10}/.test(given) ? given : randomUUID();
}
