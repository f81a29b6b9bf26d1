import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConsumerRunner } from '#libs/messaging';
import { PoolTransactions } from '#libs/persistence';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';
import { eventText, HandSource } from '../../../../libs/messaging/src/testing/hand-source.js';
import { goesByKinds, parks, passesOver } from './faults/careless-readers.js';
import { queueChanges } from './queue-changes.js';
import { readChange } from './read-change.js';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.urlFor('relay_app') });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

interface Outcome {
  /** What was queued of the resident, in order. */
  readonly work: string[];
  readonly alarms: number;
  /** `stream: code` of each that stands. */
  readonly parked: string[];
}

type Change = readonly [type: string, data: unknown];

const ALL = ['sweep', 'backfill'];
const [DIRECTIVE, LATER] = ['directive.changed.v1', ['link.created.v1', {}]] as const;

/** What becomes of one change, and of a link that comes behind it in the same stream, about one resident of their own. */
async function after(
  [type, data]: Change,
  read = readChange,
  streamOf = (id: string) => `consent.${id}`,
): Promise<Outcome> {
  const resident = randomUUID();
  const stream = streamOf(resident);
  const source = new HandSource();
  let alarms = 0;
  const runner = new ConsumerRunner({
    ...{ group: randomUUID(), source, transactions: new PoolTransactions(pool) },
    handlers: queueChanges(() => void (alarms += 1), read),
  });
  runner.start();
  const about = (more: unknown): unknown =>
    typeof more === 'object' && more !== null ? { residentId: resident, ...more } : more;
  await source.give(eventText(stream, 1, type, about(data)), eventText(stream, 2, LATER[0], about(LATER[1])));
  const parked = (await runner.parked()).map((one) => `${one.stream.replace(resident, '…')}: ${one.code}`);
  await runner.stop();
  const sql = 'DELETE FROM relay.work WHERE resident_id = $1 RETURNING kind, seq';
  const { rows } = await pool.query<{ kind: string; seq: string }>(sql, [resident]);
  const inOrder = rows.toSorted((one, next) => Number(one.seq) - Number(next.seq)).map(({ kind }) => kind);
  return { work: inOrder, alarms, parked };
}

/** The link's own back-fill comes last. */
const queued = (work: readonly string[], alarms = 0): Outcome => ({ work: [...work, 'backfill'], alarms, parked: [] });

describe('a change of another app', () => {
  it.each<[string, Change, readonly string[]]>([
    ['by its own word', [DIRECTIVE, { change: 'withdrawn', mayOpen: false, mayEnd: true }], ['sweep']],
    [
      'by its own word, whatever its kind',
      [DIRECTIVE, { change: 'moved', mayOpen: true, mayEnd: false }],
      ['backfill'],
    ],
    ['by its own word, of a new type', ['resident.moved.v1', { mayOpen: false, mayEnd: true }], ['sweep']],
    ['of 0.3.0, by its kind', [DIRECTIVE, { directiveId: randomUUID(), change: 'amended' }], ALL],
    ['that opens and ends nothing', [DIRECTIVE, { directiveId: randomUUID(), change: 'restricted' }], []],
  ])('asks for what it says: %s', async (_what, change, work) => expect(await after(change)).toEqual(queued(work)));

  it.each<[string, Change]>([
    ['of a new kind', [DIRECTIVE, { directiveId: randomUUID(), change: 'moved' }]],
    ['of a new type', ['resident.moved.v1', {}]],
    ['with half a word', [DIRECTIVE, { directiveId: randomUUID(), change: 'withdrawn', mayOpen: true }]],
    ['with a word that is none', [DIRECTIVE, { change: 'withdrawn', mayOpen: 'yes', mayEnd: true }]],
    ['without what its kind needs', [DIRECTIVE, { change: 'withdrawn' }]],
    ['whose resident its stream alone names', [DIRECTIVE, { residentId: 'nobody', change: 'given' }]],
    ['that holds nothing', [DIRECTIVE, null]],
    ['that is a list', [DIRECTIVE, []]],
  ])('may end anything where it says nothing that we know, and alarms: %s', async (_what, change) =>
    expect(await after(change)).toEqual(queued(ALL, 1)),
  );

  it('is of the resident whom it names, though its stream is called otherwise and the rest is broken', async () => {
    const broken: Change = [DIRECTIVE, { change: 'withdrawn', mayOpen: 'yes', mayEnd: true }];
    expect(await after(broken, readChange, (id) => `moved.${id}`)).toEqual(queued(ALL, 1));
  });

  it('of the place is about whom it names, or of a new kind about everybody, as it says', () => {
    const [type, stream, word] = ['place.resumed.v1', 'policy.place', { mayOpen: true, mayEnd: false }];
    const read = (kind: string) => readChange({ type, stream, data: { kind, name: 'D2', ...word } });
    const asks = { residentId: null, effect: word, understood: true };
    expect(read('agreement')).toMatchObject({ ...asks, resumed: { kind: 'agreement', name: 'D2' } });
    expect(read('bundle')).toEqual({ ...asks, resumed: null });
  });

  it('that names nobody and says nothing waits for a person, and with it its own stream alone', async () => {
    const outcome = await after(
      ['place.moved.v1', { residentId: undefined }],
      readChange,
      () => `policy.${randomUUID()}x`,
    );
    expect(outcome).toEqual({
      work: [],
      alarms: 0,
      parked: [expect.stringMatching(/^policy\..*: change-names-nobody$/)],
    });
  });
});

describe('the check of it finds a reader that (seeded faults)', () => {
  const unknown: Change = [DIRECTIVE, { directiveId: randomUUID(), change: 'moved' }];

  it('passes over what it does not know', async () => expect(await after(unknown, passesOver)).toEqual(queued([])));

  it('parks it', async () =>
    expect(await after(unknown, parks)).toEqual({ work: [], alarms: 0, parked: ['consent.…: TypeError'] }));

  it('goes by kinds of its own', async () =>
    expect(await after([DIRECTIVE, { change: 'moved', mayOpen: true, mayEnd: false }], goesByKinds)).toEqual(
      queued(ALL, 1),
    ));
});
