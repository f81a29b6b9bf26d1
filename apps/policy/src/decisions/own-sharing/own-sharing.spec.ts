import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { COMPLETE, Registry } from '../../testing/agreements.js';
import { runPolicy, type RunningPolicy } from '../../testing/running-policy.js';
import { relate, seedMargaret } from '../../testing/seed-margaret.js';
import { PEOPLE, type Resident } from '../../testing/town.js';
import type { OwnSharingDto } from './own-sharing.dto.js';

let policy: RunningPolicy;
let margaret: Resident;
beforeAll(async () => {
  policy = await runPolicy();
  margaret = await seedMargaret(policy);
  await relate(policy, margaret, { agency: 'HARBOUR', purpose: 'HOUSADAPT' });
});
beforeEach(() => policy.admin.query('DELETE FROM consent.directive'));
afterAll(() => policy.stop());

async function own(): Promise<OwnSharingDto> {
  const { status, body } = await policy.send('GET', '/v1/residents/me/sharing', { as: 'margaret' });
  expect(status).toBe(200);
  return body as OwnSharingDto;
}
/** `HARBOUR FUNCTION: needs-consent`, of one agreement. */
const linesOf = async (id: string): Promise<string[]> =>
  (await own()).items
    .find((item) => item.id === id)!
    .answers.map(({ recipient, category, shared, reason }) => `${recipient} ${category}: ${shared ? 'yes' : reason!}`);

async function say(status: string, reach: { agreement?: string; recipients?: string[] } = {}): Promise<void> {
  await policy.admin.query(
    `INSERT INTO consent.directive (id, version, resident_id, status, recipients, agreement, starts_at, channel, recorded_by)
     VALUES ($1, 1, $2, $3, $4, $5, fence.domain_now(), 'online', 'spec')`,
    [randomUUID(), margaret.id, status, reach.recipients ?? null, reach.agreement ?? null],
  );
}

describe('what is shared about a resident now', () => {
  it('is each direction and category as the rules answer it', async () => {
    expect(await linesOf('D1')).toEqual(['REACH MEDS: yes', 'REACH FUNCTION: yes']);
    expect(await linesOf('D2')).toEqual([
      ...['NM-ASC FUNCTION: no-relationship', 'NM-ASC EQUIPMENT: no-relationship'],
      ...['HARBOUR FUNCTION: needs-consent', 'HARBOUR EQUIPMENT: needs-consent'],
    ]);
  });

  it('follows what they said', async () => {
    await say('ConsentGiven', { agreement: 'D2', recipients: ['HARBOUR'] });
    expect((await linesOf('D2')).slice(2)).toEqual(['HARBOUR FUNCTION: yes', 'HARBOUR EQUIPMENT: yes']);
    await say('ConsentRefused');
    expect([...(await linesOf('D1')), ...(await linesOf('D2')).slice(2)]).toEqual([
      ...['REACH MEDS: refused', 'REACH FUNCTION: refused'],
      ...['HARBOUR FUNCTION: refused', 'HARBOUR EQUIPMENT: refused'],
    ]);
  });

  it('is shared on while an objection without high harm is pending, and not with it', async () => {
    await say('ObjectionPending', { agreement: 'D1' });
    expect(await linesOf('D1')).toEqual(['REACH MEDS: yes', 'REACH FUNCTION: yes']);
    await say('ObjectionPendingHighHarm', { agreement: 'D1' });
    expect(await linesOf('D1')).toEqual(['REACH MEDS: objected', 'REACH FUNCTION: objected']);
  });

  it('counts the person who was assigned, and nobody else of their agency', async () => {
    await say('ConsentGiven', { agreement: 'D2' });
    await policy.admin.query(`DELETE FROM policy.relationship WHERE agency = 'HARBOUR'`);
    expect((await linesOf('D2'))[2]).toBe('HARBOUR FUNCTION: no-relationship');
    await relate(policy, margaret, {
      ...{ agency: 'HARBOUR', purpose: 'HOUSADAPT', kind: 'assigned' },
      practitionerId: PEOPLE.varga.id,
    });
    expect((await linesOf('D2'))[2]).toBe('HARBOUR FUNCTION: yes');
    await policy.admin.query(`UPDATE policy.principal SET status = 'suspended' WHERE id = $1`, [PEOPLE.varga.id]);
    await policy.admin.query(`DELETE FROM policy.principal WHERE agency = 'HARBOUR' AND kind = 'system'`);
    expect((await linesOf('D2'))[2]).toBe('HARBOUR FUNCTION: no-relationship');
  });

  it('tells a door that opens on somebody’s own word from one that is closed, and who is in on it from the whole agency', async () => {
    const words = async (): Promise<unknown[]> =>
      (await own()).items.find(({ id }) => id === 'D1')!.answers.map(({ shared, byOwnWord }) => [shared, byOwnWord]);
    const both = (answer: readonly boolean[]): unknown[] => [answer, answer];
    expect(await words()).toEqual(both([true, false]));
    await say('ConsentRefused', { agreement: 'D2' });
    await policy.admin.query(`UPDATE policy.relationship SET ends_at = fence.domain_now() WHERE agency = 'REACH'`);
    // What they said of something else keeps D1 out of this; their own objection brings it in.
    await say('ObjectionPending', { agreement: 'D1' });
    expect(await linesOf('D1')).toEqual(['REACH MEDS: no-relationship', 'REACH FUNCTION: no-relationship']);
    expect(await words()).toEqual(both([false, true]));
    await relate(policy, margaret, {
      ...{ agency: 'REACH', purpose: 'COC', kind: 'self-claimed' },
      ...{ practitionerId: PEOPLE.pell.id, endsAt: '2099-01-01Z' },
    });
    expect(await words()).toEqual(both([true, true]));
    await policy.admin.query(`DELETE FROM policy.relationship WHERE kind = 'self-claimed'`);
    await say('ConsentRefused');
    expect(await words()).toEqual(both([false, false]));
    await policy.admin.query(`UPDATE policy.relationship SET ends_at = NULL WHERE agency = 'REACH'`);
  });

  it('is not shared with an agency that does not know them', async () => {
    const { rows } = await policy.admin.query(
      `DELETE FROM consent.link WHERE resident_id = $1 AND agency = 'REACH' RETURNING *`,
      [margaret.id],
    );
    expect(await linesOf('D1')).toEqual(['REACH MEDS: not-linked', 'REACH FUNCTION: not-linked']);
    await policy.admin.query('INSERT INTO consent.link SELECT * FROM jsonb_populate_record(NULL::consent.link, $1)', [
      JSON.stringify(rows[0]),
    ]);
    expect(await linesOf('D1')).toEqual(['REACH MEDS: yes', 'REACH FUNCTION: yes']);
  });

  it('says how an agreement stands, also one that is in force no more', async () => {
    const version = await new Registry(policy).live('D9', COMPLETE);
    await say('ConsentGiven', { agreement: 'D9' });
    const standing = async (): Promise<unknown> => {
      const { standing: is, touches } = (await own()).items.find(({ id }) => id === 'D9')!;
      return [is, touches];
    };
    expect(await standing()).toEqual(['in-force', true]);
    await new Registry(policy).step('D9', 'suspend', version, { body: { reason: 'a leak is looked into' } });
    expect(await standing()).toEqual(['suspended', false]);
    expect((await linesOf('D9'))[2]).toBe('HARBOUR FUNCTION: agreement-not-live');
    // Also to who had not answered it yet: they may be on their way.
    await policy.admin.query('DELETE FROM consent.directive');
    expect(await standing()).toEqual(['suspended', false]);
    await say('ConsentGiven', { agreement: 'D9' });
    await policy.admin.query(
      `UPDATE policy.agreement SET state = 'live', expires_at = fence.domain_now() WHERE id = 'D9'`,
    );
    expect(await standing()).toEqual(['ended', false]);
    await policy.admin.query(
      `UPDATE policy.agreement SET expires_at = NULL, starts_at = '2098-01-01Z' WHERE id = 'D9'`,
    );
    expect(await standing()).toEqual(['not-yet', false]);
  });

  it('tells of what is paused and shared without asking, since they may be on their way to object', async () => {
    const pause = (state: string) =>
      policy.admin.query('UPDATE policy.agreement SET state = $1 WHERE id = $2', [state, 'D1']);
    await pause('suspended');
    const paused = (await own()).items.find(({ id }) => id === 'D1');
    expect(paused).toMatchObject({ standing: 'suspended', touches: false, right: 'object' });
    await policy.admin.query('UPDATE policy.relationship SET ends_at = fence.domain_now() WHERE resident_id = $1', [
      margaret.id,
    ]);
    expect((await own()).items.map(({ id }) => id)).not.toContain('D1');
    await policy.admin.query('UPDATE policy.relationship SET ends_at = NULL WHERE resident_id = $1', [margaret.id]);
    await pause('live');
  });

  it('records nothing, is for residents, and names nothing discreet', async () => {
    const count = async (): Promise<unknown> => (await policy.admin.query('SELECT count(*) FROM audit.staging')).rows;
    const before = await count();
    expect(JSON.stringify(await own())).not.toContain(margaret.id);
    expect(await count()).toEqual(before);
    expect((await policy.send('GET', '/v1/residents/me/sharing')).status).toBe(401);
    for (const as of ['pell', 'marsh', 'reach']) {
      expect((await policy.send('GET', '/v1/residents/me/sharing', { as })).status).toBe(403);
    }
  });
});
