import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Disclosers } from './disclosers.js';
import { EVERYTHING } from './revoker/revoke-until.js';
import { percentile, runRace } from './run-race.js';

const FOR_MS = process.env.FULL ? 20_000 : 6_000;
let disclosers: Disclosers;

beforeAll(async () => {
  disclosers = await Disclosers.start(3);
});
afterAll(() => disclosers.stop());

describe('the race between disclosing and revoking', () => {
  it('commits no disclosure past an acknowledged revocation, and accounts for each one', async () => {
    const race = await runRace(disclosers, {
      ...EVERYTHING,
      forMs: FOR_MS,
      disclosers: 16,
      work: 'everything',
      largestBatch: 40,
      residents: 48,
      sessions: 4,
      holdMs: 25,
      seed: Date.now() % 1_000_000,
    });
    const { permits, denials, latencies, tallies } = race;
    const told = tallies.reduce((sum, tally) => ({ moved: sum.moved + tally.moved, offered: sum.offered + tally.offered }), { moved: 0, offered: 0 });
    console.info(
      `race: ${permits} permits, ${denials} denials, ${told.moved} moved, ${told.offered} offers; ` +
        `${latencies.length} changes, p50 ${percentile(latencies, 50)} ms, p99 ${percentile(latencies, 99)} ms`,
    );
    expect(race.leaks).toEqual({});
    expect(race.mismatches).toEqual([]);
    expect(race.stalls).toEqual([]);
    expect(race.unexpected).toEqual([]);
    // A race in which nothing ran proves nothing.
    expect(permits).toBeGreaterThan(200);
    expect(told.moved).toBeGreaterThan(20);
    expect(latencies.length).toBeGreaterThan(100);
  }, FOR_MS + 60_000);
});
