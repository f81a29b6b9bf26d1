import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { startSmallPlace, type SmallPlace } from '../../../apps/relay/src/testing/small-place.js';
import { ACKNOWLEDGED_WITHIN_MS } from '../checker.js';
import { RelayProcess } from './relay-process.js';
import { Withdrawals } from './withdrawals.js';

/** Stands in the record, in a field that its schema declares; seen in an answer, it was sent. */
const CONTENT = '187.25';
/** Longer than the second within which a first byte must leave. */
const STOPPED_FOR_MS = 1_100;

let place: SmallPlace;
let relay: RelayProcess;
let holder: pg.Client;
let withdrawals: Withdrawals;

beforeAll(async () => {
  place = await startSmallPlace();
  relay = await RelayProcess.start(place);
  holder = new pg.Client({ connectionString: place.database.adminUrl });
  await holder.connect();
  withdrawals = await Withdrawals.open(place.database.urlFor('consent_app'), place.resident);
  const record = {
    resident: place.pseudonyms['NM-ASC'],
    sourceId: randomUUID(),
    sourceVersion: 1,
    category: 'FUNCTION',
  };
  const posted = await place.call('nm-asc', 'POST', '/v1/records', { ...record, body: { heightCm: Number(CONTENT) } });
  expect(posted.status).toBe(201);
}, 60_000);
afterAll(async () => {
  await relay.end();
  await withdrawals.close();
  await holder.end();
  await place.stop();
});
beforeEach(async () => {
  await withdrawals.give('HARBOUR', 'FUNCTION', 'HOUSADAPT');
  expect(await view()).toMatchObject({ status: 200, text: expect.stringContaining(CONTENT) });
});

function view(): Promise<{ status: number; text: string }> {
  return relay.get('varga', `/v1/residents/${place.pseudonyms['HARBOUR']}/records?purpose=HOUSADAPT&category=FUNCTION`);
}

/** Resolves when a statement of the stoppable relay waits for a lock. */
async function waits(statement: string): Promise<void> {
  await eventually(
    `SELECT 1 FROM pg_stat_activity WHERE application_name = 'stoppable' AND wait_event_type = 'Lock' AND query LIKE $1`,
    [`%${statement}%`],
  );
}

async function eventually(sql: string, values: unknown[]): Promise<void> {
  for (let left = 2_000; left > 0; left -= 1) {
    if ((await place.admin.query(sql, values)).rowCount) return;
    await wait(2);
  }
  throw new Error(`never came true: ${sql}`);
}

/** Permits of the practitioner that committed and were not marked as not sent, beyond those that a test expects. */
async function sentPermits(): Promise<number> {
  const { rows } = await place.admin.query<{ sent: number }>(
    `SELECT count(*)::int AS sent FROM relay.disclosure WHERE kind = 'view' AND outcome = 'permit' AND NOT not_sent`,
  );
  return rows[0]!.sent;
}

const lockResident = (): Promise<unknown> =>
  holder.query('SELECT pg_advisory_lock(fence.resident_lock_key($1))', [place.resident]);
const unlockResident = (): Promise<unknown> =>
  holder.query('SELECT pg_advisory_unlock(fence.resident_lock_key($1))', [place.resident]);

describe('a relay that is stopped (SIGSTOP)', () => {
  it('before the fence: delays no withdrawal, and decides again when it goes on', async () => {
    const sent = await sentPermits();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE relay.record IN ACCESS EXCLUSIVE MODE');
    const answer = view();
    await waits('FROM relay.record');
    relay.stop();
    await holder.query('COMMIT');
    expect(await withdrawals.withdraw()).toBeLessThan(ACKNOWLEDGED_WITHIN_MS);
    relay.continue();
    const { text } = await answer;
    expect(text).not.toContain(CONTENT);
    expect(text).toContain('withdrawn');
    expect(await sentPermits()).toBe(sent);
  }, 30_000);

  it('while it waits at the fence: delays no withdrawal, and sends nothing when it goes on', async () => {
    const sent = await sentPermits();
    await lockResident();
    const answer = view();
    await waits('fence.await_share');
    relay.stop();
    const acknowledged = withdrawals.withdraw();
    await unlockResident();
    expect(await acknowledged).toBeLessThan(ACKNOWLEDGED_WITHIN_MS);
    await wait(STOPPED_FOR_MS);
    relay.continue();
    expect((await answer).text).not.toContain(CONTENT);
    expect(await sentPermits()).toBe(sent);
  }, 30_000);

  /** Stops the relay while its call of the fence, all locks taken, waits to write; then the call goes on without it. */
  async function stopInCall(): Promise<{ answer: ReturnType<typeof view>; goesOn: () => Promise<unknown> }> {
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE relay.disclosure IN SHARE ROW EXCLUSIVE MODE');
    const answer = view();
    await waits('relay.disclose');
    relay.stop();
    return { answer, goesOn: () => holder.query('COMMIT') };
  }

  it('in the fence: delays no withdrawal for longer than the call takes, and sends nothing when it goes on', async () => {
    const sent = await sentPermits();
    const { answer, goesOn } = await stopInCall();
    const acknowledged = withdrawals.withdraw();
    await goesOn();
    expect(await acknowledged).toBeLessThan(ACKNOWLEDGED_WITHIN_MS);
    await wait(STOPPED_FOR_MS);
    relay.continue();
    expect((await answer).text).not.toContain(CONTENT);
    expect(await sentPermits()).toBe(sent);
  }, 30_000);

  it('after the fence: delays no withdrawal, drops its late answer and marks it not sent', async () => {
    const sent = await sentPermits();
    const { answer, goesOn } = await stopInCall();
    await goesOn();
    for (let left = 1_000; (await sentPermits()) === sent && left > 0; left -= 1) await wait(2);
    expect(await sentPermits()).toBe(sent + 1);
    expect(await withdrawals.withdraw()).toBeLessThan(ACKNOWLEDGED_WITHIN_MS);
    await wait(STOPPED_FOR_MS);
    relay.continue();
    const { status, text } = await answer;
    expect({ status, sent: text.includes(CONTENT) }).toEqual({ status: 503, sent: false });
    expect(await sentPermits()).toBe(sent);
  }, 30_000);
});
