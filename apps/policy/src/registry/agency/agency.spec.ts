import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMPLETE, Registry } from '../../testing/agreements.js';
import { runPolicy, type RunningPolicy } from '../../testing/running-policy.js';

let policy: RunningPolicy;
beforeAll(async () => {
  policy = await runPolicy();
});
afterAll(() => policy.stop());

const why = { reason: 'a leak is looked into' };
const BEACON = { code: 'BEACON', name: 'Beacon', sector: 'voluntary' };

describe('an agency', () => {
  it('is registered by an IG lead, with an entry under the key of the place', async () => {
    const answer = await policy.send('POST', '/v1/agencies', { as: 'marsh', body: BEACON });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ ...BEACON, status: 'active', version: 1 });
    expect(answer.headers.get('etag')).toBe('"1"');
    const [entry] = await policy.entries('agency-register');
    expect(entry).toMatchObject({ kind: 'governance', holder: 'place/place', index: { recipientAgency: 'BEACON' } });
    expect(entry!.open(policy.ring.placeKey('place'))).toMatchObject({ action: 'agency-register', code: 'BEACON' });
  });

  it('is registered once', async () => {
    const answer = await policy.send('POST', '/v1/agencies', { as: 'marsh', body: BEACON });
    expect([answer.status, answer.body.code]).toEqual([409, 'agency-exists']);
    expect(await policy.entries('agency-register')).toHaveLength(1);
  });

  it('is answered once for one Idempotency-Key', async () => {
    const sent = { as: 'marsh', body: { ...BEACON, code: 'ONCE' }, headers: { 'idempotency-key': randomUUID() } };
    const first = await policy.send('POST', '/v1/agencies', sent);
    const again = await policy.send('POST', '/v1/agencies', sent);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await policy.send('POST', '/v1/agencies', { ...sent, body: { ...BEACON, code: 'TWICE' } });
    expect(other.status).toBe(422);
  });

  it('is nothing that other officers, practitioners or systems may register', async () => {
    for (const as of ['voss', 'stone', 'pell', 'reach']) {
      expect((await policy.send('POST', '/v1/agencies', { as, body: { ...BEACON, code: 'NOPE' } })).status).toBe(403);
    }
  });

  it('is suspended with If-Match and a reason, which fences the place; both ways are entries', async () => {
    const step = (name: string, version?: string, body: object = why) =>
      policy.send('POST', `/v1/agencies/HARBOUR/${name}`, {
        ...{ as: 'marsh', body },
        ...(version === undefined ? {} : { headers: { 'if-match': version } }),
      });
    const before = await policy.epoch('place');
    expect((await step('suspend')).status).toBe(428);
    expect((await step('suspend', '"9"')).status).toBe(412);
    expect((await step('suspend', '"1"', {})).status).toBe(400);
    expect(await policy.epoch('place')).toBe(before);
    const done = await step('suspend', '"1"');
    expect(done.body).toMatchObject({ status: 'suspended', version: 2, effectiveAt: expect.stringMatching(/Z$/) });
    expect(await policy.epoch('place')).toBe(before + 1);
    const again = await step('suspend', '"2"');
    expect([again.status, again.body.code]).toEqual([409, 'state-unchanged']);
    expect((await policy.send('GET', '/v1/stops', { as: 'pell' })).body.items).toEqual([
      { kind: 'agency', name: 'HARBOUR', since: expect.stringMatching(/Z$/) },
    ]);
    expect((await step('resume', '"2"')).body).toMatchObject({ status: 'active', version: 3 });
    expect((await policy.send('GET', '/v1/stops', { as: 'pell' })).body.items).toEqual([]);
    const [entry] = await policy.entries('agency-suspend');
    expect(entry!.open(policy.ring.placeKey('place'))).toMatchObject(why);
    expect(await policy.events()).toMatchObject([
      { stream: 'policy.place', type: 'place.resumed.v1', data: { kind: 'agency', name: 'HARBOUR' } },
    ]);
  });

  it('lets one of two racing changes win, and a stop win over any that came first', async () => {
    const suspend = () =>
      policy.send('POST', '/v1/agencies/REACH/suspend', { as: 'marsh', headers: { 'if-match': '"1"' }, body: why });
    const statuses = (await Promise.all([suspend(), suspend(), suspend()])).map((answer) => answer.status);
    // A stop is not lost to another (B16): whoever was slower reads that it stands.
    expect(statuses.sort()).toEqual([200, 409, 409]);
    const resume = (version: number) =>
      policy.send('POST', '/v1/agencies/REACH/resume', {
        ...{ as: 'marsh', headers: { 'if-match': `"${version}"` }, body: why },
      });
    expect([(await resume(1)).status, (await resume(2)).status]).toEqual([412, 200]);
    expect((await suspend()).body).toMatchObject({ status: 'suspended', version: 4 });
    expect((await resume(4)).status).toBe(200);
  });

  it('joins and leaves protocols for overrides, which decisions read at once', async () => {
    const put = (protocols: string[], version: number, as = 'marsh') =>
      policy.send('PUT', '/v1/agencies/NM-ASC/protocols', {
        ...{ as, body: { protocols }, headers: { 'if-match': `"${version}"` } },
      });
    const read = async () => {
      const { rows } = await policy.admin.query<{ facts: { recipientProtocols: string[] } }>(
        `SELECT policy.place_facts_v2('HARBOUR', 'NM-ASC') AS facts`,
      );
      return rows[0]!.facts.recipientProtocols;
    };
    expect(await read()).toEqual([]);
    const before = await policy.epoch('place');
    const joined = await put(['SAFEGUARDING', 'LEGAL_DUTY'], 1);
    expect(joined.body).toMatchObject({ protocols: ['LEGAL_DUTY', 'SAFEGUARDING'], version: 2 });
    expect(await read()).toEqual(['LEGAL_DUTY', 'SAFEGUARDING']);
    expect((await put([], 2)).body).toMatchObject({ protocols: [] });
    expect([await read(), await policy.epoch('place')]).toEqual([[], before + 2]);
    expect((await put(['DIRECT_CARE'], 3)).status).toBe(400);
    expect((await put(['VITAL'], 2)).status).toBe(412);
    for (const as of ['voss', 'stone', 'pell', 'reach']) expect((await put(['VITAL'], 3, as)).status).toBe(403);
    expect(await policy.entries('agency-protocols')).toHaveLength(2);
  });

  it('names who processes for it, for whom recalls are answered', async () => {
    const put = (processors: unknown, version: number, as = 'marsh') =>
      policy.send('PUT', '/v1/agencies/NM-ACUTE/processors', {
        ...{ as, body: { processors }, headers: { 'if-match': `"${version}"` } },
      });
    const known = async (): Promise<boolean> => {
      const sql = `SELECT policy.is_processor_v1('NM-ACUTE', 'FIXRIGHT') AS known`;
      return (await policy.admin.query<{ known: boolean }>(sql)).rows[0]!.known;
    };
    const version = (await policy.send('GET', '/v1/agencies/NM-ACUTE', { as: 'marsh' })).body.version as number;
    expect(await known()).toBe(false);
    expect((await put(['FIXRIGHT'], version)).body).toMatchObject({ processors: ['FIXRIGHT'], version: version + 1 });
    expect(await known()).toBe(true);
    expect((await put(['no code'], version + 1)).status).toBe(400);
    for (const as of ['voss', 'pell', 'reach']) expect((await put([], version + 1, as)).status).toBe(403);
    expect((await put([], version + 1)).body).toMatchObject({ processors: [] });
    expect([await known(), (await policy.entries('agency-processors')).length]).toEqual([false, 2]);
  });

  it('that is not there is answered so', async () => {
    const answer = await policy.send('POST', '/v1/agencies/NOWHERE/suspend', {
      ...{ as: 'marsh', headers: { 'if-match': '"1"' }, body: why },
    });
    expect(answer.status).toBe(404);
    expect((await policy.send('GET', '/v1/agencies/NOWHERE', { as: 'pell' })).status).toBe(404);
  });

  it('is listed in pages for whoever signs in', async () => {
    const first = await policy.send('GET', '/v1/agencies?limit=2', { as: 'pell' });
    expect(first.body.items).toHaveLength(2);
    const next = await policy.send('GET', `/v1/agencies?limit=200&after=${first.body.next}`, { as: 'pell' });
    const codes = [...first.body.items, ...next.body.items].map((agency: { code: string }) => agency.code);
    expect(new Set(codes)).toEqual(new Set(['HARBOUR', 'NM-ACUTE', 'NM-ASC', 'ONCE', 'REACH']));
    expect(next.body.next).toBeNull();
  });

  it('that is discreet is named to nobody but its own people and officers', async () => {
    const names = async (as: string): Promise<string> =>
      JSON.stringify([
        (await policy.send('GET', '/v1/agencies?limit=200', { as })).body,
        (await policy.send('GET', '/v1/agreements?limit=200', { as })).body,
        (await policy.send('GET', '/v1/stops', { as })).body,
      ]);
    await policy.admin.query(`UPDATE policy.agency SET status = 'suspended' WHERE code = 'BEACON'`);
    await new Registry(policy).live('D9', {
      parties: COMPLETE.parties.flatMap((party) => [party, { ...party, source: 'BEACON' }]),
      partyRoles: { ...COMPLETE.partyRoles, BEACON: 'controller' },
    });
    await policy.admin.query(
      `INSERT INTO policy.agreement (id, title, purpose, mode, state, categories, recipient_roles, starts_at, created_by)
       VALUES ('D10', 'Refuge', 'COC', 'EXPLICIT', 'suspended', '{ABOUTME}', '{support-worker}', '2020-01-01Z', 'spec')`,
    );
    await policy.admin.query(
      `INSERT INTO policy.agreement_party (agreement_id, source, recipient) VALUES ('D10', 'NM-ASC', 'BEACON')`,
    );
    for (const as of ['pell', 'reach']) {
      const told = await names(as);
      expect([told.includes('BEACON'), told.includes('D10'), told.includes('D9')]).toEqual([false, false, true]);
      for (const path of ['agencies/BEACON', 'agreements/D10']) {
        expect((await policy.send('GET', `/v1/${path}`, { as })).status).toBe(404);
      }
    }
    expect(await names('marsh')).toMatch(/BEACON.*D10/);
    expect((await policy.send('GET', '/v1/agencies/BEACON', { as: 'marsh' })).status).toBe(200);
  });
});
