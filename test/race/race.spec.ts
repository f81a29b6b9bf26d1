import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Disclosers } from './disclosers.js';
import { EVERYTHING } from './revoker/revoke-until.js';
import type { Tally } from './discloser/orders.js';
import { percentile, runRace, type RaceResult } from './run-race.js';

const FOR_MS = process.env.FULL ? 20_000 : 6_000;
/** Printed, so that a race can be run again with the same choices (not with the same interleaving). */
const SEED = Date.now() % 1_000_000;
let disclosers: Disclosers;

beforeAll(async () => {
  disclosers = await Disclosers.start(3);
}, 60_000);
afterAll(() => disclosers.stop());

const PLAN = {
  ...EVERYTHING,
  disclosers: 16,
  work: 'everything',
  largestBatch: 40,
  residents: 48,
  sessions: 4,
  holdMs: 25,
} as const;

function expectClean(race: RaceResult): void {
  expect(race.leaks).toEqual({});
  expect(race.mismatches).toEqual([]);
  expect(race.stalls).toEqual([]);
  expect(race.unexpected).toEqual([]);
}

function describeRace(name: string, { permits, denials, latencies, tallies }: RaceResult): string {
  const told = (pick: (tally: Tally) => number): number => tallies.reduce((sum, tally) => sum + pick(tally), 0);
  const counts = `${permits} permits, ${denials} denials, ${told((t) => t.moved)} moved, ${told((t) => t.offered)} offers`;
  const acks = `${latencies.length} changes, p50 ${percentile(latencies, 50)} ms, p99 ${percentile(latencies, 99)} ms`;
  return `${name}: ${counts}; ${acks}`;
}

describe('the race between disclosing and revoking', () => {
  it(
    'commits no disclosure past an acknowledged revocation, and accounts for each one',
    async () => {
      const race = await runRace(disclosers, { ...PLAN, forMs: FOR_MS, seed: SEED });
      console.info(describeRace(`race ${SEED}`, race));
      expectClean(race);
      // A race in which nothing ran proves nothing.
      expect(race.permits).toBeGreaterThan(100);
      expect(race.latencies.length).toBeGreaterThan(50);
      expect(race.tallies.some((tally) => tally.moved > 0)).toBe(true);
    },
    FOR_MS + 60_000,
  );

  it('is as clean while one process after another is stopped where it stands', async () => {
    const race = await runRace(disclosers, { ...PLAN, forMs: 3_000, seed: SEED + 1, freezeForMs: 600 });
    console.info(describeRace(`race with stopped processes ${SEED + 1}`, race));
    expectClean(race);
  }, 60_000);

  it('acknowledges withdrawals in time under 64 readers of the same resident', async () => {
    const readers = { work: 'views', largestBatch: 1, residents: 1, disclosers: 64 } as const;
    const race = await runRace(disclosers, {
      ...readers,
      forMs: 3_000,
      sessions: 1,
      changes: ['withdraw'],
      governance: false,
      holdMs: 10,
      seed: SEED,
    });
    console.info(describeRace('64 readers of one resident', race));
    expectClean(race);
  }, 60_000);
});
