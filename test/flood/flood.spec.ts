import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openConsentPlace, settleMargaret, type ConsentPlace } from '../../apps/consent/src/testing/consent-place.js';
import { EDGE } from './edge-process.js';
import { withstand } from './withstand.js';

/** The promise is a minute of 500; the short form has as many sockets and less time. */
const TRIAL = { sockets: 500, forMs: process.env.FULL ? 60_000 : 4_000 };

jest.setTimeout(180_000);

describe('an edge that is flooded by sockets that hold it in every way there is', () => {
  let place: ConsentPlace;
  beforeAll(async () => {
    place = await openConsentPlace();
    await settleMargaret(place);
  });
  afterAll(() => place.stop());

  it('lets every withdrawal through within a second, ends no process and keeps its memory', async () => {
    const { withdrawn, broken } = await withstand(place, { entry: EDGE, ...TRIAL });
    expect(broken).toEqual([]);
    expect(withdrawn).toBeGreaterThan(5);
  });

  it('is told from one that takes a connection with the first byte', async () => {
    const { broken } = await withstand(place, { entry: 'test/flood/faults/streaming-edge.ts', ...TRIAL });
    expect(broken).not.toEqual([]);
  });
});
