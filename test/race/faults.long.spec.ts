import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Disclosers } from './disclosers.js';
import { ONLY_PAUSES, SEEDED_FAULTS, TUNING } from './faults/index.js';
import { EVERYTHING } from './revoker/revoke-until.js';
import { runRace, type RaceResult } from './run-race.js';

/** On a busy machine a short race may hold too few changes: a fault gets as many rounds before it counts as missed. */
const ROUNDS_AT_MOST = 5;
let disclosers: Disclosers;

beforeAll(async () => {
  disclosers = await Disclosers.start(3);
}, 60_000);
afterAll(() => disclosers.stop());

const leaksOf = (race: RaceResult): number => Object.values(race.leaks).reduce((sum, count) => sum + count, 0);

describe('the checker', () => {
  it('has nothing to say where there are pauses but no fault', async () => {
    const race = await runRace(disclosers, { ...TUNING, ...EVERYTHING, sabotage: ONLY_PAUSES });
    expect(race).toMatchObject({ leaks: {}, stalls: [], mismatches: [], unexpected: [] });
    expect(race.permits).toBeGreaterThan(10);
  }, 60_000);

  it.each(SEEDED_FAULTS.map((fault) => [fault.name, fault] as const))(
    'catches: %s',
    async (name, fault) => {
      for (let round = 0; round < ROUNDS_AT_MOST; round += 1) {
        const plan = { ...TUNING, ...fault.plan, seed: TUNING.seed + round };
        const race = await runRace(disclosers, { ...plan, sabotage: (admin) => fault.sabotage(admin) });
        const found = fault.shows === 'leaks' ? leaksOf(race) : race.stalls.length;
        const certainly =
          fault.shows === 'leaks' ? `${race.pastAcknowledgement} of them certainly past it` : race.stalls.join(', ');
        console.info(`${name}: ${race.permits} permits, ${found} ${fault.shows} (${certainly})`);
        expect(race.unexpected).toEqual([]);
        if (found > 0) return;
      }
      throw new Error(`the checker missed "${name}" in ${ROUNDS_AT_MOST} rounds`);
    },
    120_000,
  );
});
