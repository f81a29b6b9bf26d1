import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntryKind } from '#libs/sealing';
import type { HistoryLine, OwnLine } from '../entry/entry.dto.js';
import { openAuditFixture, type AuditFixture } from '../testing/audit-fixture.js';
import { DECISIONS_AS_LOOKS } from '../testing/faults/decisions-as-looks.js';
import { disagreements } from '../testing/two-logs.js';

let audit: AuditFixture;
beforeAll(async () => {
  audit = await openAuditFixture();
  for (const [kind, action, outcome] of DONE_BY_PELL) {
    const asker = { requesterId: audit.staff['pell']!, requesterKind: 'practitioner', reason: 'permitted' };
    await audit.record({ ...asker, action, outcome }, { kind });
  }
});
afterAll(() => audit.close());

/** Everything that a practitioner can do about somebody, as the apps record it. */
const DONE_BY_PELL: readonly (readonly [kind: EntryKind, action: string, outcome: string])[] = [
  ['disclosure', 'read', 'permit'],
  ['disclosure', 'read', 'deny'],
  ['disclosure', 'list', 'permit'],
  ['directive', 'refused', 'recorded'],
  ['directive', 'objected', 'recorded'],
  ['directive', 'withdrawn', 'recorded'],
  ['directive', 'amended', 'recorded'],
  ['search', 'lookup', 'match'],
  ['search', 'link', 'match'],
  ['governance', 'relationship-claim', 'recorded'],
  // What a page asks to say what one may see: one for each kind of information and each source.
  ...Array.from({ length: 30 }, (_, at) => ['decision', 'read', at % 2 ? 'permit' : 'deny'] as const),
];

const items = async <T>(path: string, as: string): Promise<T[]> =>
  ((await (await audit.get(`${path}?limit=100`, as)).json()) as { items: T[] }).items;

describe('what a practitioner did', () => {
  it('is told alike in the resident’s history and in their own log', async () => {
    const [hers, theirs] = await Promise.all([
      items<HistoryLine>('/v1/residents/me/history', 'margaret'),
      items<OwnLine>('/v1/entries', 'pell'),
    ]);
    expect(hers).toHaveLength(7);
    expect(theirs.filter(({ kind }) => kind === 'search')).toHaveLength(2);
    expect(disagreements(hers, theirs)).toEqual([]);
  });

  it('is found out where questions about the rules read as looks', async () => {
    const sql = `SELECT l.entry_id AS id, l.kind, l.action, l.outcome, l.reason FROM audit.entry_line l
      WHERE l.resident_id = $1 AND ${DECISIONS_AS_LOOKS}`;
    const hers = (await audit.admin.query<HistoryLine>(sql, [audit.residents.margaret])).rows;
    expect(disagreements(hers, await items<OwnLine>('/v1/entries', 'pell'))).toHaveLength(30);
  });

  it('is a question about the rules to officers alone', async () => {
    const seen = await items<{ kind: string }>('/v1/entries', 'stone');
    expect(seen.filter(({ kind }) => kind === 'decision')).toHaveLength(30);
    expect(await items('/v1/residents/me/history', 'yusuf')).toEqual([]);
  });
});
