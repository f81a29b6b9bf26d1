import { stopsSharing } from '#libs/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Lane } from './lane.js';

const USUAL_SLOTS = 64;
const STOP_SLOTS = 32;
/** Requests that wait at most, for at most so many milliseconds; the edge before gives up later. */
const WAITING = 512;
const WAIT_MS = 10_000;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route stops or narrows sharing. */
    readonly stops?: boolean;
    /** The operator's: answered whatever is going on. */
    readonly free?: boolean;
  }
}

/**
 * Works on so many requests at once as the app can, the rest waits its turn or is told to come again (503). What stops
 * sharing has slots of its own, so it never waits behind anything else (promise 2). The operator's own routes are free.
 */
export function admitRequests(instance: FastifyInstance, app: string, usualSlots = USUAL_SLOTS): void {
  const lanes = { usual: laneOf(usualSlots), stops: laneOf(STOP_SLOTS) };
  instance.addHook('onRoute', (route) => {
    const method = [route.method].flat();
    if (method.some((one) => stopsSharing(app, one, route.url))) route.config = { ...route.config, stops: true };
  });
  // After the body is here: one that comes slowly holds no slot.
  instance.addHook('preValidation', async (request: FastifyRequest, reply: FastifyReply) => {
    const { config } = request.routeOptions;
    if (config.free !== true) await (config.stops ? lanes.stops : lanes.usual).admit(request.ip, reply.raw);
  });
}

/** An app's one client is the edge, so there is no share of one client. */
function laneOf(slots: number): Lane {
  return new Lane({ slots, perClient: slots, waiting: 2 * WAITING, waitMs: WAIT_MS });
}
