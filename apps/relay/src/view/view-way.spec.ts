import { performance } from 'node:perf_hooks';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { noObligations } from '#libs/domain';
import { KeyRing } from '#libs/sealing';
import { createLog } from '#libs/telemetry';
import { type DataKey, KeyReader } from '#libs/trail';
import type { FastifyRequest } from 'fastify';
import pg from 'pg';
import type { HotDatabase } from '../keys/hot-database.js';
import type { Decided, Prepared } from '../release/asked.js';
import { AskedKeys } from '../release/asked-keys.js';
import { Carried } from '../release/held.js';
import { OpenBodies } from '../release/open-bodies.js';
import { entryKeyOf } from '../release/seal-entries.js';
import { layPatient, type Patient } from '../testing/lay-patient.js';
import { type SmallPlace, startSmallPlace } from '../testing/small-place.js';
import { AnyResident, BY_NUMBER_ALONE, SwapsResidents } from './faults/careless-looks.js';
import { FetchRecords } from './fetch-records.js';
import type { SeenRecord } from './view-answer.dto.js';
import { ViewWay } from './view-way.js';

const SOURCE = 'NM-ACUTE';
/** Used for one person, and then for another. */
const NUMBER = randomUUID();

/** Counts what is asked, and asks it in other words where a fault says so. */
class Asking implements HotDatabase {
  asked = 0;
  readonly pool: pg.Pool;

  constructor(url: string, [words, others]: readonly [string, string] = ['', '']) {
    this.pool = new pg.Pool({ connectionString: url, max: 2 });
    const query = this.pool.query.bind(this.pool) as (statement: pg.QueryConfig) => Promise<pg.QueryResult>;
    this.pool.query = ((statement: pg.QueryConfig) => {
      this.asked += 1;
      return query({ ...statement, text: statement.text.replaceAll(words, others) });
    }) as typeof this.pool.query;
  }
}

let place: SmallPlace;
let reader: KeyReader;
let database: Asking;
let careless: Asking;
const patients: Patient[] = [];
const bodies = new OpenBodies(createLog({ app: 'view-spec', level: 'silent' }));

beforeAll(async () => {
  place = await startSmallPlace();
  reader = new KeyReader(KeyRing.fromFile(place.config.KEY_FILE));
  database = new Asking(place.config.DATABASE_URL);
  careless = new Asking(place.config.DATABASE_URL, BY_NUMBER_ALONE);
  patients.push(await layPatient(place, SOURCE), await layPatient(place, SOURCE));
  for (const [index, medication] of ['warfarin', 'insulin'].entries()) await send(index, medication, index + 1);
});
afterAll(async () => {
  await Promise.all([database.pool.end(), careless.pool.end()]);
  await place.stop();
});

async function send(to: number, medication: string, sourceVersion: number): Promise<string> {
  const resident = patients[to]!.atSource;
  const record = { resident, sourceId: NUMBER, sourceVersion, category: 'MEDS', body: { medication } };
  const { status, body } = await place.call('nm-acute', 'POST', '/v1/records', record);
  expect(status).toBe(201);
  return (body as { id: string }).id;
}

function item({ id: residentId }: Patient, outcome: 'permit' | 'deny' = 'permit'): Decided {
  const request = {
    requesterId: randomUUID(),
    action: 'read',
    residentId,
    sourceAgency: SOURCE,
    purpose: 'COC',
  } as const;
  return {
    asked: { id: randomUUID(), kind: 'view', request: { ...request, recipientAgency: 'REACH', category: 'MEDS' } },
    decision: { outcome, obligations: noObligations() },
  } as unknown as Decided;
}

const looking = (on = database, Fetch = FetchRecords, Way = ViewWay): ViewWay => new Way(new Fetch(on, reader), bodies);

function seenIn(prepared: readonly Prepared<SeenRecord[]>[]): (string[] | null)[] {
  const fenced = prepared.map((one) => ({ ...one, outcome: 'permit' as const, fencedAt: performance.now() }));
  const contents = Carried.by({} as FastifyRequest).take(fenced);
  const medicationIn = ({ body }: SeenRecord): string =>
    (JSON.parse((body as { text: string }).text) as { medication: string }).medication;
  return contents.map((content) => content && content.map(medicationIn));
}

async function showsEachTheirOwn(way: ViewWay): Promise<void> {
  expect(seenIn(await way.prepare(patients.map((patient) => item(patient))))).toEqual([['warfarin'], ['insulin']]);
}

describe('looks at two residents, of whose records the sender gave two the same number', () => {
  it('each show their own', () => showsEachTheirOwn(looking()));
  it('would show the other’s where a row’s resident is not compared (seeded fault)', () =>
    expect(showsEachTheirOwn(looking(database, FetchRecords, AnyResident))).rejects.toThrow());
  it('would lose one where versions are told apart by the sender’s number alone (seeded fault)', () =>
    expect(showsEachTheirOwn(looking(careless))).rejects.toThrow());

  it('show nothing of either where the residents were swapped: no body opens by another’s key', async () => {
    const way = looking(database, SwapsResidents);
    expect(seenIn(await way.prepare(patients.map((patient) => item(patient))))).toEqual([[], []]);
  });

  it('are denied apart: nothing of a denied one is fetched, and its entry has its key all the same', async () => {
    const items = [item(patients[0]!, 'deny'), item(patients[1]!)];
    const prepared = await looking().prepare(items);
    expect(prepared[0]!.content).toBeNull();
    expect(seenIn(prepared)).toEqual([null, ['insulin']]);
    const apart = await new AskedKeys(database, reader).of(items);
    for (const [index, { entryKey }] of prepared.entries())
      expect(opens(entryKey!, sealedBy(entryKeyOf(items[index]!, apart)))).toBe('said');
  });
});

describe('a look', () => {
  it('is one round trip for records and keys, and none where nothing is permitted', async () => {
    const before = database.asked;
    await looking().prepare([item(patients[0]!), item(patients[1]!, 'deny')]);
    expect(database.asked - before).toBe(1);
    await looking().prepare([item(patients[0]!, 'deny')]);
    expect(database.asked - before).toBe(1);
  });

  it('shows the newest version alone, and a retracted one hides those before it', async () => {
    const newest = await send(0, 'apixaban', 3);
    const seen = async (): Promise<unknown> => seenIn(await looking().prepare([item(patients[0]!)]));
    expect(await seen()).toEqual([['apixaban']]);
    await place.call('nm-acute', 'POST', `/v1/records/${newest}/retract`, {});
    expect(await seen()).toEqual([[]]);
  });
});

const sealedBy = (key: DataKey): Buffer => (key.state === 'held' ? key.seal('said', 'spec') : Buffer.alloc(0));
const opens = (key: DataKey, sealed: Buffer): unknown => key.state === 'held' && key.open(sealed, 'spec');
