import type { FastifyRequest } from 'fastify';
import type { Asked, Released, Way } from '../../release/asked.js';
import { ReleaseLine } from '../../release/release-line.js';

/** Asks about whom an id meant when that was kept, whatever has been said since. */
export class AsksAsBefore extends ReleaseLine {
  override release<Content>(
    asked: readonly Asked[],
    way: Way<Content>,
    request: FastifyRequest,
  ): Promise<Released<Content>[]> {
    return super.release(asked, way, request);
  }
}
