import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openAuditFixture, type AuditFixture } from '../testing/audit-fixture.js';
import { eventually } from '../testing/log-fixture.js';
import type { EntryLine, OwnLine } from './entry.dto.js';

let audit: AuditFixture;
beforeAll(async () => {
  audit = await openAuditFixture();
});
afterAll(() => audit.close());

interface ListOf<T> {
  items: T[];
  next: string | null;
}
async function list<T = OwnLine>(as: string, query = ''): Promise<T[]> {
  const answer = await audit.get(`/v1/entries${query}`, as);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as ListOf<T>).items;
}
const ids = async (as: string, query = '') => (await list(as, query)).map(({ id }) => id);
const sequenced = () =>
  eventually(
    'all is sequenced',
    async () => (await audit.app.query('SELECT 1 FROM audit.staging LIMIT 1')).rowCount === 0,
  );
/** An entry of what Pell did. */
const byPell: AuditFixture['record'] = (index = {}, entry) =>
  audit.record({ requesterId: audit.staff['pell']!, ...index }, entry);

describe("a practitioner's own log", () => {
  it('is what they did themselves, under their agency’s name for each resident, and nothing of anybody else', async () => {
    const asker = { requesterKind: 'practitioner', requesterRoles: ['reablement-lead'] };
    const linked = await byPell({ ...asker, reason: 'permitted', basis: 'DIRECT_CARE', agreement: 'D1' });
    const unlinked = await byPell({ residentId: audit.residents.yusuf });
    const colleagues = await audit.record({ requesterId: audit.staff['brandt']! });
    const [second, first] = await list('pell');
    expect([second!.id, second!.resident]).toEqual([unlinked, null]);
    expect(first).toEqual({
      id: linked,
      time: expect.any(String),
      kind: 'disclosure',
      action: 'read',
      outcome: 'permit',
      rule: 'permitted',
      reason: 'permitted',
      purpose: 'COC',
      categories: ['MEDS'],
      sourceAgency: 'NM-ACUTE',
      requesterAgency: 'REACH',
      recipientAgency: 'REACH',
      requesterKind: 'practitioner',
      requesterRoles: ['reablement-lead'],
      agreement: 'D1',
      basis: 'DIRECT_CARE',
      resident: audit.pseudonym,
    });
    expect(await ids('pell')).not.toContain(colleagues);
    expect(await ids('brandt')).toEqual([colleagues]);
    expect(await ids('varga')).toEqual([]);
    await sequenced();
    expect((await list('pell')).slice(0, 2)).toEqual([second, first]);
  });

  it('opens as a line to the one who did it; to all others it is not there', async () => {
    const id = await byPell({}, { detail: 'what she saw' });
    const read = async (as: string, entry = id) => {
      const answer = await audit.get(`/v1/entries/${entry}`, as);
      const { instance: _, requestId: _id, ...body } = (await answer.json()) as Record<string, unknown>;
      return { status: answer.status, body };
    };
    const own = await read('pell');
    expect(own).toMatchObject({ status: 200, body: { id, resident: audit.pseudonym } });
    for (const hidden of ['detail', 'residentId', 'requesterId', 'practitionerId']) {
      expect(own.body).not.toHaveProperty(hidden);
    }
    const absent = await read('pell', crypto.randomUUID());
    expect(absent.status).toBe(404);
    for (const other of ['brandt', 'varga']) expect(await read(other)).toEqual(absent);
  });

  it('does not tell that somebody asked the decision point about them', async () => {
    const asked = await byPell({}, { kind: 'decision' });
    expect(await ids('pell')).not.toContain(asked);
    expect((await audit.get(`/v1/entries/${asked}`, 'pell')).status).toBe(404);
  });

  it('grows by nothing when it is read', async () => {
    const count = async () => (await audit.admin.query('SELECT 1 FROM audit.entry_line')).rowCount;
    const before = await count();
    await list('pell');
    expect(await count()).toBe(before);
  });

  it('can be narrowed, by no resident under a name that is not theirs to use', async () => {
    const id = await byPell({
      outcome: 'deny',
      reason: 'no-relationship',
      purpose: 'HAZARD',
      categories: ['VULNFLAG'],
    });
    const query = `?outcome=deny&reason=no-relationship&purpose=HAZARD&category=VULNFLAG&action=read&agency=NM-ACUTE`;
    expect(await ids('pell', `${query}&resident=${audit.pseudonym}`)).toEqual([id]);
    expect(await ids('pell', `${query}&requester=${audit.staff['brandt']}`)).toEqual([]);
    expect(await ids('pell', `${query}&resident=${audit.residents.margaret}`)).toEqual([]);
    expect(await ids('varga', `?resident=${audit.pseudonym}`)).toEqual([]);
    expect(await ids('pell', `${query}&to=2000-01-01T00:00:00Z`)).toEqual([]);
  });

  it.each(['location-shielded', 'refused', 'withdrawn'])(
    'neither shows nor filters by %s where a denial could tell that somebody hides',
    async (reason) => {
      const rule = `forbid-${reason}`;
      const id = await byPell({ outcome: 'deny', reason, rule, agreement: 'D1', categories: ['LOCATION'] });
      expect((await list('pell'))[0]).toMatchObject({ id, reason: 'withheld', rule: 'withheld', agreement: null });
      expect(await ids('pell', `?reason=${reason}&category=LOCATION`)).toEqual([]);
      expect(await ids('pell', '?reason=withheld&category=LOCATION')).toContain(id);
      const [history] = ((await (await audit.get('/v1/residents/me/history', 'margaret')).json()) as ListOf<OwnLine>)
        .items;
      expect(history).toMatchObject({ id, reason: 'withheld', rule: 'withheld', agreement: null });
      expect((await list('stone', `?reason=${reason}`))[0]).toMatchObject({ id, reason, rule, agreement: 'D1' });
      const harmless = await byPell({ outcome: 'deny', reason, rule, categories: ['MEDS'] });
      expect((await list('pell', `?reason=${reason}`))[0]).toMatchObject({ id: harmless, reason, rule });
    },
  );

  it('withholds what it does not know: a denial from before reasons were recorded', async () => {
    const id = await byPell({ outcome: 'deny', rule: 'forbid-location-shielded', categories: ['LOCATION'] });
    expect((await list('pell'))[0]).toMatchObject({ id, reason: 'withheld', rule: 'withheld' });
  });
});

describe("an officer's filters", () => {
  it('find by requester, agency, action, reason and resident, under either name', async () => {
    const varied = { requesterId: audit.staff['brandt']!, action: 'open', reason: 'needs-consent', outcome: 'deny' };
    const id = await audit.record({ ...varied, recipientAgency: 'NM-ASC', sourceAgency: 'NM-ASC' });
    const find = async (query: string) => (await list<EntryLine>('marsh', query)).map((line) => line.id);
    for (const query of [
      `requester=${audit.staff['brandt']}`,
      'agency=REACH',
      'action=open',
      'reason=needs-consent',
      `resident=${audit.residents.margaret}`,
    ]) {
      expect(await find(`?kind=disclosure&${query}`)).toEqual([id]);
    }
    for (const query of [
      `requester=${audit.staff['pell']}`,
      'agency=HARBOUR',
      'action=read',
      'reason=refused',
      `resident=${audit.residents.yusuf}`,
      // Margaret is not linked to Marsh's agency: REACH's name for her is no name there.
      `resident=${audit.pseudonym}`,
    ]) {
      expect(await find(`?kind=disclosure&${query}`)).toEqual([]);
    }
    expect((await list<EntryLine>('marsh', '?kind=disclosure'))[0]).toMatchObject({ id, resident: null });
  });

  it('never widen their scope', async () => {
    await audit.record();
    expect(await ids('harbour-ig', `?agency=REACH&resident=${audit.residents.margaret}`)).toEqual([]);
  });
});

describe("the filters of a resident's history", () => {
  it('narrow it by outcome, kind and time', async () => {
    const history = async (query: string) => {
      const answer = await audit.get(`/v1/residents/me/history?limit=1&${query}`, 'yusuf');
      return ((await answer.json()) as ListOf<OwnLine>).items[0]?.id;
    };
    const permitted = await audit.record({ residentId: audit.residents.yusuf });
    const denied = await audit.record({ residentId: audit.residents.yusuf, outcome: 'deny' });
    expect(await history('outcome=permit')).toBe(permitted);
    expect(await history('outcome=deny')).toBe(denied);
    expect(await history('kind=directive')).toBeUndefined();
    expect(await history('from=2999-01-01T00:00:00Z')).toBeUndefined();
    expect(await history('to=2000-01-01T00:00:00Z')).toBeUndefined();
    expect((await audit.get('/v1/residents/me/history?reason=refused', 'yusuf')).status).toBe(400);
  });
});
