import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyReader } from '#libs/trail';
import { ThrowsForAll } from '../../../../libs/trail/src/faults/throws-for-all.js';
import { SAID_OF_REFUSALS } from '../release/asked.js';
import { layPatient, type Patient } from '../testing/lay-patient.js';
import { eventually, type FeedItem, RelayCaller } from '../testing/relay-caller.js';
import { type SmallPlace, startSmallPlace } from '../testing/small-place.js';

const SOURCE = 'NM-ACUTE';

/** One of six of whom one agency has sent a medicine. Only the first has a key that cannot be read. */
interface Receiving extends Patient {
  record: string;
  delivery: string;
}

let place: SmallPlace;
let at: RelayCaller;
const patients: Receiving[] = [];
let held: Buffer;
beforeAll(async () => {
  place = await startSmallPlace();
  at = new RelayCaller(place);
  const { resident: id, pseudonyms } = place;
  patients.push({ id, atSource: pseudonyms[SOURCE]!, atReach: pseudonyms['REACH']!, record: '', delivery: '' });
  for (let left = 5; left > 0; left--)
    patients.push({ ...(await layPatient(place, SOURCE)), record: '', delivery: '' });
  for (const patient of patients) {
    const known = new Set((await at.feed('REACH')).map((item) => item.id));
    patient.record = (await send([patient]))[0]!.id!;
    patient.delivery = (await offered((item) => !known.has(item.id))).at(-1)!.id;
  }
  const sql = 'SELECT wrapped_key AS wrapped FROM consent.controller_key WHERE resident_id = $1';
  held = (await place.admin.query<{ wrapped: Buffer }>(sql, [id])).rows[0]!.wrapped;
});
afterAll(() => place.stop());
beforeEach(() => store(randomBytes(60)));

const store = (wrapped: Buffer): Promise<unknown> =>
  place.admin.query('UPDATE consent.controller_key SET wrapped_key = $2 WHERE resident_id = $1', [
    patients[0]!.id,
    wrapped,
  ]);
async function send(about: readonly Patient[]): Promise<{ status: string; id: string | null }[]> {
  const records = about.map(({ atSource: resident }) => ({
    ...{ resident, sourceId: randomUUID(), sourceVersion: 1, category: 'MEDS' },
    body: { medication: 'warfarin' },
  }));
  const { body } = await place.call('nm-acute', 'POST', '/v1/records/batch', { records });
  return (body as { results: { status: string; id: string | null }[] }).results;
}
async function offered(isMeant: (item: FeedItem) => boolean): Promise<FeedItem[]> {
  const seen = await eventually(
    () => at.feed('REACH'),
    (items) => items.some(isMeant),
  );
  return seen.filter(isMeant);
}
const all = (first: string, others: string): string[] => patients.map((_, index) => (index === 0 ? first : others));
const opened = async (): Promise<{ outcome: string; reason?: string }[]> =>
  at.open(
    'REACH',
    patients.map(({ delivery }) => delivery),
  );
interface Look {
  readonly status: number;
  readonly records: object[];
  readonly decisions: { source: string; outcome: string; reason: string; explain: string }[];
}
async function look({ atReach }: Patient): Promise<Look> {
  const answer = await place.call('pell', 'GET', `/v1/residents/${atReach}/records?purpose=COC&category=MEDS`);
  return { status: answer.status, ...(answer.body as Omit<Look, 'status'>) };
}

describe('one key that cannot be read, among six', () => {
  it('refuses its own delivery, and opens the others; no feed waits at it', async () => {
    expect((await opened()).map(({ outcome, reason }) => reason ?? outcome)).toEqual(all('unreadable', 'permit'));
    const fed = new Set((await at.feed('REACH')).map(({ id }) => id));
    expect(patients.filter(({ delivery }) => !fed.has(delivery))).toEqual([]);
  });

  it('is said to whoever looks for what it holds, instead of nothing there; other sources are shown', async () => {
    const [hers, another] = [await look(patients[0]!), await look(patients[1]!)];
    expect([hers.status, another.status, hers.records, another.records.length]).toEqual([200, 200, [], 1]);
    const bySource = (source: string): unknown => hers.decisions.find((decision) => decision.source === source);
    const explain = SAID_OF_REFUSALS.unreadable;
    expect(bySource(SOURCE)).toMatchObject({ outcome: 'deny', reason: 'unreadable', explain });
    expect(bySource('NM-ASC')).toMatchObject({ outcome: 'permit' });
  });

  it('is nobody’s matter where nothing that it holds is asked for', async () => {
    await store(held);
    await place.admin.query('INSERT INTO consent.controller_key VALUES ($1, $2, $3)', [
      patients[1]!.id,
      'NM-ASC',
      randomBytes(60),
    ]);
    const seen = await look(patients[1]!);
    expect([seen.status, seen.records.length]).toEqual([200, 1]);
    expect(seen.decisions.map(({ outcome }) => outcome)).toEqual(['permit', 'permit']);
  });

  it('makes its sender keep what is sent meanwhile, and takes the others', async () => {
    expect((await send(patients)).map(({ status }) => status)).toEqual(all('try-again', 'accepted'));
    const update = { sourceId: randomUUID(), sourceVersion: 1, category: 'MEDS', body: { medication: 'insulin' } };
    const alone = await place.call('nm-acute', 'POST', '/v1/records', { resident: patients[0]!.atSource, ...update });
    expect([alone.status, alone.body]).toEqual([503, expect.objectContaining({ code: 'key-unreadable' })]);
  });

  it('has its own offer refused, and what it holds comes anew once it is put back', async () => {
    const about = patients.slice(0, 2);
    for (const { id, record, delivery } of about) {
      await place.admin.query(`SELECT relay.end_delivery_v1($1, 'replaced', 'replaced', NULL)`, [delivery]);
      await place.admin.query(`SELECT relay.enqueue($1, 'offer', $2)`, [id, record]);
    }
    const newest = async ({ record }: Receiving): Promise<string | undefined> => {
      const states = await eventually(
        () => at.states(SOURCE, record),
        (found) => found.some(({ state }) => state !== 'replaced'),
      );
      const { state, reason } = states.find((one) => one.state !== 'replaced')!;
      return reason ?? state;
    };
    expect([await newest(about[0]!), await newest(about[1]!)]).toEqual(['unreadable', 'offered']);
    await store(held);
    await place.admin.query(`SELECT relay.enqueue_v1($1, 'backfill'), pg_notify('relay.work', '')`, [about[0]!.id]);
    const states = await eventually(
      () => at.states(SOURCE, about[0]!.record),
      (found) => found.some(({ state }) => state === 'offered'),
    );
    expect([states.map(({ state }) => state), (await look(about[0]!)).records.length]).toEqual([
      expect.arrayContaining(['offered']),
      1,
    ]);
  });

  it('would be seen to stop everybody, read as before', async () => {
    const reader = place.relay.app.get(KeyReader);
    Object.setPrototypeOf(reader, ThrowsForAll.prototype);
    await expect(opened()).rejects.toThrow();
    expect((await look(patients[0]!)).status).toBe(500);
    expect((await place.call('reach', 'GET', '/v1/deliveries')).status).toBe(500);
    expect(await send(patients)).toBeUndefined();
    Object.setPrototypeOf(reader, KeyReader.prototype);
    expect((await opened()).map(({ outcome }) => outcome).filter((outcome) => outcome === 'permit')).not.toEqual([]);
  });
});
