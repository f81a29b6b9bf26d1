import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { InFlight } from './in-flight.js';

const LOOK_EVERY_MS = 20;

export interface StopPatience {
  /** Milliseconds that an open connection may still bring a request. */
  readonly drainMs: number;
  /** Milliseconds that requests in flight may take to finish. */
  readonly withinMs: number;
}

/**
 * Closes the listener. Connections that had come by the time of the call are taken first: closing would reset them.
 */
export async function stopListening(server: Server): Promise<void> {
  for (let turns = 0; turns < 2; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  // The base class's close: http's own would also cut idle connections, on which a request may be on its way.
  NetServer.prototype.close.call(server);
}

/**
 * Finishes what is under way, after `stopListening`, so that no request fails that somebody has sent: each open
 * connection may bring one more, whose answer says `Connection: close` (RFC 9112 9.6); who brings none while the drain
 * lasts is closed. False when requests outlasted the stop and were cut.
 */
export async function finishServing(server: Server, inFlight: InFlight, patience: StopPatience): Promise<boolean> {
  const began = performance.now();
  while (performance.now() - began < patience.drainMs && (await open(server)) > 0) await pause(LOOK_EVERY_MS);
  server.closeIdleConnections();
  const finished = await inFlight.settled(patience.withinMs);
  server.closeIdleConnections();
  // The last answer is in the socket's hands now; a moment for its bytes, then whatever says nothing is cut.
  for (let looks = 0; finished && looks < 5 && (await open(server)) > 0; looks += 1) await pause(LOOK_EVERY_MS);
  server.closeAllConnections();
  return finished;
}

function open(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
