import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, FileMarkStore, UnitOfWork } from '#libs/persistence';
import pg from 'pg';
import { eventually } from '../../testing/eventually.js';
import { each, runPolicy, type RunningPolicy } from '../../testing/running-policy.js';
import { PEOPLE, seedResident, type Resident } from '../../testing/town.js';
import { AnnounceStarts } from './announce-starts.js';

let policy: RunningPolicy;
let resident: Resident;
beforeAll(async () => {
  policy = await runPolicy();
  resident = await seedResident(policy.admin, policy.ring);
});
afterAll(() => policy.stop());

const WORDS = 'covering for a colleague who is away today';
const claim = (change: object = {}, as = 'pell') =>
  policy.send('POST', '/v1/relationships/claims', {
    as,
    body: { resident: resident.pseudonymAt('REACH'), purpose: 'COC', reason: 'duty-desk', words: WORDS, ...change },
  });
const HOUR_MS = 3_600_000;

describe('claiming a relationship', () => {
  it('is for the practitioner alone, for a day, fences, and keeps the words sealed', async () => {
    const before = await policy.epoch('resident', resident.id);
    const answer = await claim();
    expect(answer.status).toBe(201);
    const { id, startsAt, endsAt, practitionerId } = answer.body;
    expect(practitionerId).toBe(PEOPLE.pell.id);
    expect(new Date(endsAt).getTime() - new Date(startsAt).getTime()).toBe(24 * HOUR_MS);
    expect(await policy.epoch('resident', resident.id)).toBe(before + 1);
    const { rows } = await policy.admin.query<{ facts: object[] }>(
      `SELECT policy.relationship_facts_v1($1, 'REACH', 'COC') AS facts`,
      [resident.id],
    );
    expect(rows[0]!.facts).toMatchObject([{ id, kind: 'self-claimed', practitionerId, purpose: 'COC' }]);
    const [entry] = await policy.entries('relationship-self-claimed');
    expect(entry).toMatchObject({ holder: `resident/${resident.id}`, index: { practitionerId } });
    expect(JSON.stringify(entry!.index)).not.toContain(WORDS);
    expect(entry!.open(resident.dataKey)).toMatchObject({ reason: 'duty-desk', words: WORDS });
    expect(JSON.stringify(answer.body)).not.toContain(resident.id);
  });

  it('makes no candidate for deliveries, and no message', async () => {
    const { rows } = await policy.admin.query('SELECT * FROM policy.recipients_v1($1)', [resident.id]);
    expect([rows, await policy.events()]).toEqual([[], []]);
  });

  it('takes a reason in code and in words, and a resident whom the agency knows', async () => {
    expect((await claim({ reason: 'curious' })).body.errors).toMatchObject([{ field: 'reason' }]);
    expect((await claim({ words: 'short' })).body.errors).toMatchObject([{ field: 'words' }]);
    expect((await claim({ endsAt: '2099-01-01T00:00:00Z' })).body.errors).toMatchObject([{ rule: 'unknownField' }]);
    const strangers = [resident.pseudonymAt('HARBOUR'), 'a'.repeat(26)];
    for (const stranger of strangers) expect((await claim({ resident: stranger })).body.code).toBe('invalid-resident');
  });

  it('is nothing for officers and systems, nor under another name', async () => {
    for (const as of ['marsh', 'stone', 'reach']) expect((await claim({}, as)).status).toBe(403);
    const recorded = await policy.send('POST', '/v1/relationships', {
      ...{ as: 'reach' },
      body: { resident: resident.pseudonymAt('REACH'), kind: 'self-claimed', purpose: 'COC' },
    });
    expect(recorded.body.errors).toMatchObject([{ field: 'kind', rule: 'isIn' }]);
  });

  it('is shown to the privacy officer of the agency, with an entry, and to no other', async () => {
    const list = (as: string, query = '') => policy.send('GET', `/v1/relationships/claims${query}`, { as });
    const shown = await list('reach-ig');
    expect(shown.body.items).toMatchObject([{ practitionerId: PEOPLE.pell.id, reason: 'duty-desk' }]);
    expect(JSON.stringify(shown.body)).not.toContain(resident.id);
    expect((await list('reach-ig', `?practitionerId=${randomUUID()}`)).body.items).toEqual([]);
    expect((await list('stone')).body.items).toEqual([]);
    for (const as of ['marsh', 'voss', 'pell', 'reach']) expect((await list(as)).status).toBe(403);
    expect(await policy.entries('relationship-claims')).toHaveLength(3);
  });
});

describe('a relationship that starts later', () => {
  const started = async (): Promise<unknown[]> => each(each(await policy.events(), 'data'), 'relationshipId');
  const record = async (startsAt: string): Promise<string> => {
    const body = { resident: resident.pseudonymAt('REACH'), kind: 'referral', purpose: 'TREAT', startsAt };
    return (await policy.send('POST', '/v1/relationships', { as: 'reach', body })).body.id as string;
  };

  it('is announced when it starts, once, and never if it ended before', async () => {
    const [soon, later, never] = [
      await record('2098-01-01T00:00:00Z'),
      await record('2099-01-01T00:00:00Z'),
      await record('2098-01-01T00:00:00Z'),
    ];
    await policy.send('POST', `/v1/relationships/${never}/end`, { as: 'reach' });
    expect(await started()).toEqual([never]);
    const other = await policy.startAgain();
    await policy.admin.query(
      `UPDATE policy.relationship_start SET starts_at = '2020-01-01Z' WHERE relationship_id <> $1`,
      [later],
    );
    await eventually(async () => (await started()).length === 2);
    await other.stop();
    expect(await started()).toEqual([never, soon]);
    const { rows } = await policy.admin.query('SELECT relationship_id FROM policy.relationship_start');
    expect(rows).toEqual([{ relationship_id: later }]);
  });

  it('is told of when it is recorded, so that nobody looks for it before its moment', async () => {
    const listener = new pg.Client({ connectionString: policy.databaseUrl });
    await listener.connect();
    const heard = new Promise((resolve) => listener.once('notification', ({ channel }) => resolve(channel)));
    await listener.query('LISTEN "policy.due"');
    const inMs = 600_000;
    await record(new Date(Date.now() + inMs).toISOString());
    expect(await heard).toBe('policy.due');
    await listener.end();

    const source = await connect({ url: policy.databaseUrl, schema: 'policy', entities: [] });
    const marks = new FileMarkStore(policy.marksFolder);
    const nextInMs = await new AnnounceStarts(new UnitOfWork(source, marks)).nextInMs();
    expect(nextInMs).toBeGreaterThan(inMs / 2);
    expect(nextInMs).toBeLessThanOrEqual(inMs);
    await Promise.all([source.destroy(), marks.close()]);
  });
});
