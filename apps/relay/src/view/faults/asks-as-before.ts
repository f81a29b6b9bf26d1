import type { FastifyRequest } from 'fastify';
import type { Asked, Released, Way } from '../../release/asked.js';
import { AskedUnder } from '../../release/read-under.js';
import { ReleaseLine } from '../../release/release-line.js';

/** Asks by what was kept, of whoever asks and whom an id meant, whatever has been said since. */
export class AsksAsBefore extends ReleaseLine {
  override release<Content>(
    asking: readonly Asked[] | AskedUnder,
    way: Way<Content>,
    request: FastifyRequest,
  ): Promise<Released<Content>[]> {
    return super.release(asking instanceof AskedUnder ? asking.asked : asking, way, request);
  }
}
