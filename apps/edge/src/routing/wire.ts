import type {
  FastifyReply,
  FastifyRequest,
  RawServerBase,
  RequestGenericInterface,
  RouteGenericInterface,
} from 'fastify';

/** A request and a reply whatever carries them: plain HTTP in development, TLS where the edge has a certificate. */
export type WireRequest = FastifyRequest<RequestGenericInterface, RawServerBase>;
export type WireReply = FastifyReply<RouteGenericInterface, RawServerBase>;
