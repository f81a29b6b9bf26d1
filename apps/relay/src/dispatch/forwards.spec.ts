import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase, whileRewritten } from '#libs/testing';
import fc from 'fast-check';
import pg from 'pg';
import { Offering, type Step } from '../testing/offering.js';
import { Candidates } from './candidates.js';
import { EndsAnyway } from './faults/ends-anyway.js';
import { HastyBackfill } from './faults/hasty-backfill.js';
import type { WorkQueue } from './work.js';

let database: TestDatabase;
let admin: pg.Pool;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
  pool = new pg.Pool({ connectionString: database.urlFor('relay_app'), max: 2 });
  for (const [code, sector] of [
    ['NM-ASC', 'social-care'],
    ['REACH', 'health'],
  ])
    await admin.query('INSERT INTO policy.agency (code, name, sector) VALUES ($1, $1, $2)', [code, sector]);
});
afterAll(async () => {
  await Promise.all([admin.end(), pool.end()]);
  await database.drop();
});

const by = fc.constantFrom(0 as const, 1 as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ at: fc.constant('post' as const), source: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ at: fc.constantFrom('allow' as const, 'forbid' as const) }) },
  { weight: 1, arbitrary: fc.record({ at: fc.constant('replace' as const), which: fc.nat(5) }) },
  { weight: 4, arbitrary: fc.record({ at: fc.constant('take' as const), by, most: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 4, arbitrary: fc.record({ at: fc.constant('act' as const), by }) },
  { weight: 3, arbitrary: fc.record({ at: fc.constant('end' as const), by }) },
  { weight: 1, arbitrary: fc.record({ at: fc.constant('die' as const), by }) },
);

/** What is wrong with a stream after these steps and all that they left to do. */
async function wrongs(steps: readonly Step[], candidates?: Candidates, queue?: WorkQueue): Promise<string[]> {
  const offering = new Offering(admin, pool, candidates, queue);
  await offering.begin();
  for (const one of steps) await offering.take(one);
  await offering.drain();
  const newest = new Map<string, number>();
  const back = (await offering.stream()).flatMap(({ source, version }) => {
    const before = newest.get(source) ?? 0;
    newest.set(source, Math.max(before, version));
    return version < before ? [`version ${version} after ${before}`] : [];
  });
  return [...back, ...(await offering.lacks())];
}

/** A lifted refusal, and then an agency that sends three versions of a record. */
const BEHIND_A_BACKFILL: Step[] = [{ at: 'allow' }, ...[0, 0, 0].map((source): Step => ({ at: 'post', source }))];
const REPLACED: Step[] = [
  ...[0, 0].map((source): Step => ({ at: 'post', source })),
  ...(['take', 'act', 'end'] as const).map((at): Step => ({ at, by: 0, most: 4 }) as Step),
  { at: 'replace', which: 0 },
];
/** Refused, and not yet ended when the refusal is lifted. */
const DECIDED_BEFORE: Step[] = [
  { at: 'forbid' },
  { at: 'post', source: 0 },
  { at: 'take', by: 0, most: 1 },
  { at: 'act', by: 0 },
  { at: 'allow' },
];

/** Two back-fills for two refusals that were lifted; one dispatcher decides the first between them, and ends it under the other. */
const ENDED_BY_ANOTHER: Step[] = [
  ...[{ at: 'forbid' } as const, { at: 'post', source: 0 } as const],
  ...(['take', 'act', 'end'] as const).map((at): Step => ({ at, by: 0, most: 1 }) as Step),
  ...[{ at: 'allow' } as const, { at: 'forbid' } as const],
  ...[{ at: 'take', by: 1, most: 1 } as const, { at: 'act', by: 1 } as const],
  ...[{ at: 'allow' } as const, { at: 'take', by: 0, most: 1 } as const],
  ...[{ at: 'end', by: 1 } as const, { at: 'act', by: 0 } as const, { at: 'end', by: 0 } as const],
];

describe('a stream', () => {
  it('never goes back in the versions of a record, and ends with the newest of each, whatever meets', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        expect(await wrongs(steps)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it.each([{ steps: BEHIND_A_BACKFILL }, { steps: REPLACED }, { steps: DECIDED_BEFORE }, { steps: ENDED_BY_ANOTHER }])(
    'holds in what was seen to go wrong: %j',
    async ({ steps }) => {
      expect(await wrongs(steps)).toEqual([]);
    },
  );

  it('keeps each version in its turn behind a back-fill', async () => {
    const offering = new Offering(admin, pool);
    await offering.begin();
    for (const one of BEHIND_A_BACKFILL) await offering.take(one);
    await offering.drain();
    expect((await offering.stream()).map(({ version }) => version)).toEqual([1, 1, 2, 2, 3, 3]);
  });
});

describe('the checks', () => {
  const unguarded = (look: () => Promise<string[]>): Promise<string[]> =>
    whileRewritten(admin, ['relay.is_superseded(uuid, text)', ['WHERE r.id = p_record', 'WHERE false']], look);

  it('see an older version that is numbered after a newer one', async () => {
    expect(await unguarded(() => wrongs(REPLACED))).toContain('version 1 after 2');
    const hasty = new HastyBackfill({ pool });
    expect(await unguarded(() => wrongs(BEHIND_A_BACKFILL, hasty))).toContain('version 1 after 3');
  });

  it('see a record that is lost when a back-fill that did nothing ends the one behind it', async () => {
    const lost = await wrongs(ENDED_BY_ANOTHER, undefined, new EndsAnyway({ pool }));
    expect(lost).toEqual(['version 1 of 0 went out 0 times']);
  });

  it('see versions that lose their turn to a hasty back-fill', async () => {
    const offering = new Offering(admin, pool, new HastyBackfill({ pool }));
    await offering.begin();
    for (const one of BEHIND_A_BACKFILL) await offering.take(one);
    await offering.drain();
    expect((await offering.stream()).map(({ version }) => version)).toEqual([3, 3]);
  });
});
