import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkTlogProof, leafHash, openNote } from '#libs/tlog';
import type { Principal } from '#libs/http';
import type { EntryRead, HistoryLine } from './entry/entry.dto.js';
import { EntryLines } from './entry/entry-lines.js';
import { OpenEntryDetail } from './entry/open-entry-detail.js';
import { ReadEntry } from './entry/read-entry.js';
import { AnyOfficerOpens } from './testing/faults/any-officer-opens.js';
import { WriteSearchEntry } from './trail/write-search-entry.js';
import { openAuditFixture, type AuditFixture } from './testing/audit-fixture.js';
import { eventually } from './testing/log-fixture.js';

let audit: AuditFixture;
beforeAll(async () => {
  audit = await openAuditFixture();
});
afterAll(() => audit.close());

const json = async <T>(answer: Promise<Response>): Promise<T> => (await answer).json() as Promise<T>;
interface ListOf<T> {
  items: T[];
  next: string | null;
}
/** What no checkpoint that may be read covers. */
const UNREADABLE = `SELECT 1 FROM audit.staging UNION ALL SELECT 1 FROM audit.checkpoint WHERE published_at IS NULL LIMIT 1`;
const sequenced = () => eventually('all is sequenced', async () => (await audit.app.query(UNREADABLE)).rowCount === 0);
const searches = async (action: string) =>
  (await audit.admin.query(`SELECT 1 FROM audit.entry_line WHERE kind = 'search' AND action = $1`, [action]))
    .rowCount ?? 0;

describe('a proof', () => {
  it('is promised while the entry is staged, and then proves the very leaf that was promised', async () => {
    const blocker = await audit.admin.connect();
    await blocker.query('BEGIN');
    await blocker.query('SELECT 1 FROM audit.head FOR UPDATE');
    const id = await audit.record();
    const early = await audit.get(`/v1/entries/${id}/proof`, 'margaret');
    await blocker.query('COMMIT');
    blocker.release();
    expect(early.status).toBe(202);
    expect(early.headers.get('retry-after')).toBe('2');
    const promise = openNote(await early.text(), [audit.signer]).text.split('\n');
    expect(promise.slice(0, 2)).toEqual(['consent-broker/promise@v1', id]);
    await sequenced();
    const { rows } = await audit.app.query<{ leaf: Buffer }>('SELECT leaf FROM audit.entry WHERE id = $1', [id]);
    expect(leafHash(rows[0]!.leaf).toString('base64')).toBe(promise[2]);
    const proof = await audit.get(`/v1/entries/${id}/proof`, 'margaret');
    expect(proof.status).toBe(200);
    expect(checkTlogProof(rows[0]!.leaf, await proof.text(), audit.signer).checkpoint.size).toBeGreaterThan(0);
  });

  it('is given to whom the entry concerns or who asked, and is otherwise absent', async () => {
    const pell = await audit.admin.query<{ id: string }>(`SELECT id FROM policy.principal WHERE subject = 'pell'`);
    const id = await audit.record({ requesterId: pell.rows[0]!.id });
    const status = async (as?: string) => (await audit.get(`/v1/entries/${id}/proof`, as)).status;
    await sequenced();
    expect(await Promise.all([status('margaret'), status('stone'), status('pell')])).toEqual([200, 200, 200]);
    expect(await Promise.all([status('yusuf'), status('harbour-ig'), status()])).toEqual([404, 404, 401]);
    expect((await audit.get(`/v1/entries/${crypto.randomUUID()}/proof`, 'stone')).status).toBe(404);
    expect((await audit.get('/v1/entries/not-an-id/proof', 'stone')).status).toBe(400);
  });
});

describe("a resident's history", () => {
  const history = (as: string, query = '') =>
    json<ListOf<HistoryLine>>(audit.get(`/v1/residents/me/history${query}`, as));

  it('shows at once what was released or refused, by whom and why, and never which person', async () => {
    const asker = { requesterKind: 'practitioner', requesterRoles: ['reablement-lead'] };
    const basis = { agreement: 'D1', basis: 'DIRECT_CARE', reason: 'permitted' };
    const id = await audit.record({ requesterId: 'a-person', practitionerId: 'another', ...asker, ...basis });
    const { items } = await history('margaret');
    expect(items[0]).toEqual({
      id,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
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
    });
    await sequenced();
    expect((await history('margaret')).items[0]).toEqual(items[0]);
  });

  it('pages by keys without repeating or missing a line while the log grows', async () => {
    const ids = new Set<string>();
    for (let n = 0; n < 7; n++) ids.add(await audit.record({ residentId: audit.residents.yusuf }));
    const seen: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const page: ListOf<HistoryLine> = await history('yusuf', `?limit=3${after ? `&after=${after}` : ''}`);
      seen.push(...page.items.map((line) => line.id));
      after = page.next;
      await audit.record({ residentId: audit.residents.yusuf });
    }
    expect(seen.sort()).toEqual([...ids].sort());
  });

  it('may be narrowed to an agency, whatever its part; a discreet one reads as one that there is not', async () => {
    const ids = async (agency: string): Promise<string[]> =>
      (await history('margaret', `?agency=${agency}`)).items.map(({ id }) => id);
    const asked = await audit.record({ requesterAgency: 'NM-MH', recipientAgency: 'NM-MH' });
    const sent = await audit.record({ sourceAgency: 'NM-MH' });
    await audit.record({ sourceAgency: 'BEACON' });
    expect((await ids('NM-MH')).sort()).toEqual([asked, sent].sort());
    expect([await ids('BEACON'), await ids('NO-SUCH')]).toEqual([[], []]);
  });

  it.each<[string, Parameters<AuditFixture['record']>]>([
    ['a deferred notice', [{ deferNotice: true }]],
    ['a safeguarding purpose', [{ purpose: 'SAFEG' }]],
    ['a safeguarding category', [{ categories: ['FINANCE', 'SAFEGUARDING'] }]],
    ['a domestic abuse category', [{ categories: ['DOMESTICABUSE'] }]],
    ['a discreet agency', [{ recipientAgency: 'BEACON' }]],
    ["an officer's search", [{}, { kind: 'search' }]],
  ])('leaves %s out, from the list, the entry and the proof alike', async (_what, [index, entry]) => {
    const before = await history('margaret', '?limit=2');
    const id = await audit.record(index, entry);
    expect(await history('margaret', '?limit=2')).toEqual(before);
    for (const path of [`/v1/entries/${id}`, `/v1/entries/${id}/proof`]) {
      const hidden = await audit.get(path, 'margaret');
      const absent = await audit.get(path.replace(id, crypto.randomUUID()), 'margaret');
      expect(hidden.status).toBe(404);
      const strip = ({ instance: _instance, ...rest }: Record<string, unknown>) => ({ ...rest, requestId: undefined });
      expect(strip((await hidden.json()) as Record<string, unknown>)).toEqual(
        strip((await absent.json()) as Record<string, unknown>),
      );
    }
  });

  it("is nobody else's: another resident, a practitioner, a system", async () => {
    expect((await audit.get(`/v1/residents/${audit.residents.margaret}/history`, 'margaret')).status).toBe(404);
    expect((await audit.get(`/v1/residents/${audit.residents.margaret}/history`, 'yusuf')).status).toBe(404);
    expect((await audit.get('/v1/residents/me/history', 'pell')).status).toBe(403);
    expect((await audit.get('/v1/residents/me/history')).status).toBe(401);
    expect((await audit.get('/v1/residents/me/history', 'stone')).status).toBe(404);
  });

  it('shows an officer the part that concerns their agency, deferred or not, and records the look', async () => {
    const mine = await audit.record({ deferNotice: true });
    const path = `/v1/residents/${audit.residents.margaret}/history`;
    const before = await searches('list-history');
    const { items } = await json<ListOf<HistoryLine>>(audit.get(path, 'stone'));
    expect(items.map((line) => line.id)).toContain(mine);
    expect((await json<ListOf<HistoryLine>>(audit.get(path, 'harbour-ig'))).items).toEqual([]);
    expect(
      (await json<ListOf<HistoryLine>>(audit.get(path.replace(/.{4}(?=\/history)/, '0000'), 'stone'))).items,
    ).toEqual([]);
    expect(await searches('list-history')).toBe(before + 3);
  });
});

describe("an officer's entries", () => {
  const list = (as: string, query = '') => json<ListOf<EntryRead>>(audit.get(`/v1/entries${query}`, as));

  it('are those with their agency as source, requester or recipient, each once', async () => {
    const source = await audit.record({ sourceAgency: 'HARBOUR' });
    const all = await audit.record({ sourceAgency: 'HARBOUR', requesterAgency: 'HARBOUR', recipientAgency: 'HARBOUR' });
    const other = await audit.record();
    const ids = (await list('harbour-ig')).items.map((line) => line.id);
    expect(ids.slice(0, 2)).toEqual([all, source]);
    expect(ids).not.toContain(other);
    await sequenced();
    const again = await list('harbour-ig', '?kind=disclosure');
    expect(again.items.slice(0, 2).map((line) => [line.id, typeof line.index])).toEqual([
      [all, 'number'],
      [source, 'number'],
    ]);
  });

  it('can be narrowed, and refuse what they cannot be narrowed by', async () => {
    const id = await audit.record({
      outcome: 'deny',
      purpose: 'HAZARD',
      categories: ['VULNFLAG'],
      sourceAgency: 'HARBOUR',
    });
    const query = '?outcome=deny&purpose=HAZARD&category=VULNFLAG&kind=disclosure&from=2000-01-01T00:00:00Z';
    expect((await list('harbour-ig', query)).items.map((line) => line.id)).toEqual([id]);
    expect((await list('harbour-ig', `${query}&to=2000-01-02T00:00:00Z`)).items).toEqual([]);
    for (const bad of [
      'kind=gossip',
      'limit=0',
      'limit=201',
      'colour=red',
      'from=2026-W45',
      'from=2026-02-30T00:00:00Z',
      'to=2026-11-22T00:00:00%2B15:30',
      'resident=me',
      'from=yesterday',
      'after=AAAA',
      'after=WyJhIiwiYiJd',
    ]) {
      expect((await audit.get(`/v1/entries?${bad}`, 'harbour-ig')).status).toBe(400);
    }
  });

  it('are opened one by one, which is itself an entry about the same resident', async () => {
    const id = await audit.record({}, { detail: 'why it was allowed' });
    const before = await searches('read-entry');
    const entry = await json<EntryRead>(audit.get(`/v1/entries/${id}`, 'stone'));
    expect(entry).toMatchObject({ id, detail: { note: 'why it was allowed' }, detailState: 'open' });
    expect((await audit.get(`/v1/entries/${id}`, 'harbour-ig')).status).toBe(404);
    expect(await searches('read-entry')).toBe(before + 1);
    await sequenced();
    const again = await json<EntryRead>(audit.get(`/v1/entries/${id}`, 'stone'));
    expect(again).toMatchObject({ detailState: 'open', residentId: audit.residents.margaret });
    expect(await json<HistoryLine>(audit.get(`/v1/entries/${id}`, 'margaret'))).not.toHaveProperty('detail');
  });

  it('are not opened for an officer who does not answer for privacy: a policy author reads the line', async () => {
    const id = await audit.record({}, { detail: 'why it was allowed' });
    const answer = await audit.get(`/v1/entries/${id}`, 'author');
    const text = await answer.text();
    expect([answer.status, text.includes('why it was allowed')]).toEqual([200, false]);
    expect(JSON.parse(text)).toMatchObject({ id, detail: null, detailState: 'withheld' });
  });

  it('would be opened for a policy author by a reader that asks for no role of privacy', async () => {
    const id = await audit.record({}, { detail: 'why it was allowed' });
    const { rows } = await audit.admin.query<Principal>(
      `SELECT id, kind, agency, roles FROM policy.principal WHERE subject = 'author'`,
    );
    const { app } = audit.running;
    const state = async (Reader: typeof ReadEntry) => {
      const reader = new Reader(app.get(EntryLines), app.get(OpenEntryDetail), app.get(WriteSearchEntry));
      return (await reader.read(rows[0]!, id)).detailState;
    };
    expect([await state(ReadEntry), await state(AnyOfficerOpens)]).toEqual(['withheld', 'open']);
  });

  it('stay shut when the search itself cannot be recorded', async () => {
    const id = await audit.record();
    await audit.admin.query('REVOKE EXECUTE ON FUNCTION audit.append_v1(jsonb) FROM audit_app');
    const paths = [
      '/v1/entries',
      '/v1/summary',
      `/v1/entries/${id}`,
      `/v1/residents/${audit.residents.margaret}/history`,
    ];
    const answers = await Promise.all([
      ...paths.map((path) => audit.get(path, 'stone')),
      audit.post('/v1/exports', 'stone'),
    ]);
    await audit.admin.query('GRANT EXECUTE ON FUNCTION audit.append_v1(jsonb) TO audit_app');
    for (const answer of answers) {
      expect(answer.status).toBe(500);
      expect(await answer.text()).not.toContain(id);
    }
  });

  it('lose their detail with the key, and keep their proof', async () => {
    const id = await audit.record({ residentId: audit.residents.yusuf });
    await sequenced();
    await audit.admin.query('DELETE FROM consent.resident_key WHERE resident_id = $1', [audit.residents.yusuf]);
    expect(await json<EntryRead>(audit.get(`/v1/entries/${id}`, 'stone'))).toMatchObject({
      detail: null,
      detailState: 'erased',
    });
    expect((await audit.get(`/v1/entries/${id}/proof`, 'stone')).status).toBe(200);
  });

  it('are no list of a resident or of nobody', async () => {
    const answers = await Promise.all(['margaret', undefined].map((as) => audit.get('/v1/entries', as)));
    expect(answers.map((answer) => answer.status)).toEqual([403, 401]);
  });
});
