import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openAuditFixture, type AuditFixture } from '../testing/audit-fixture.js';
import { eventually } from '../testing/log-fixture.js';
import type { Summary } from './summary.dto.js';

let audit: AuditFixture;
beforeAll(async () => {
  audit = await openAuditFixture();
});
afterAll(() => audit.close());

async function summary(as: string, query = ''): Promise<Summary> {
  const answer = await audit.get(`/v1/summary${query}`, as);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Summary;
}

describe('a summary', () => {
  it('counts each entry of the officer’s scope once, staged or sequenced, and nobody else’s', async () => {
    const ours = { sourceAgency: 'HARBOUR', requesterAgency: 'HARBOUR', recipientAgency: 'HARBOUR' };
    await audit.record(ours);
    await audit.record({ sourceAgency: 'HARBOUR', action: 'open' });
    await audit.record({ recipientAgency: 'HARBOUR', outcome: 'deny', reason: 'needs-consent' });
    await audit.record({ ...ours, requesterAgency: 'NM-ASC', basis: 'VITAL' });
    await audit.record();
    const seen = await summary('harbour-ig');
    expect(seen).toMatchObject({
      purposes: [{ purpose: 'COC', permitted: 3, denied: 1 }],
      denials: [{ reason: 'needs-consent', count: 1 }],
      totals: { entries: 4, disclosures: 3, denials: 1, breakGlass: 1, overrides: 1 },
    });
    expect(seen.days).toHaveLength(7);
    expect(seen.days.at(-1)).toMatchObject({
      looks: { permitted: 2, denied: 1 },
      openings: { permitted: 1, denied: 0 },
    });
    await eventually(
      'all is sequenced',
      async () =>
        (
          await audit.app.query(
            'SELECT 1 FROM audit.staging UNION ALL SELECT 1 FROM audit.checkpoint WHERE published_at IS NULL LIMIT 1',
          )
        ).rowCount === 0,
    );
    // The summary before was an entry itself.
    const again = await summary('harbour-ig');
    expect(again).toMatchObject({ purposes: seen.purposes, totals: { ...seen.totals, entries: 5 } });
    expect(again.log.size).toBeGreaterThan(5);
    expect(Date.parse(again.log.confirmedAt!)).toBeGreaterThanOrEqual(Date.parse(again.log.signedAt!));
    expect((await summary('marsh')).totals).toMatchObject({ disclosures: 1, denials: 0 });
  });

  it('is cut at its two ends, by days of the place', async () => {
    const past = '?from=2026-03-28T00:00:00Z&to=2026-03-30T23:00:00Z';
    const { days, totals, from, to, timeZone } = await summary('harbour-ig', past);
    expect(days.map(({ date }) => date)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
    expect({ from, to, timeZone, entries: totals.entries }).toEqual({
      from: '2026-03-28T00:00:00.000000Z',
      to: '2026-03-30T23:00:00.000000Z',
      timeZone: 'Europe/London',
      entries: 0,
    });
  });

  it('takes 92 days, also those with the hour more, and says what is wrong with a period', async () => {
    await summary('harbour-ig', '?from=2026-08-31T23:00:00Z&to=2026-12-02T00:00:00Z');
    const refused = async (query: string) => {
      const answer = await audit.get(`/v1/summary${query}`, 'harbour-ig');
      const { errors } = (await answer.json()) as { errors: { rule: string }[] };
      return [answer.status, errors[0]!.rule];
    };
    expect(await refused('?from=2026-08-31T23:00:00Z&to=2026-12-02T00:01:00Z')).toEqual([400, 'length']);
    expect(await refused('?from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:00Z')).toEqual([400, 'order']);
    expect(await refused('?from=2999-01-01T00:00:00Z')).toEqual([400, 'order']);
    expect((await audit.get('/v1/summary?from=yesterday', 'harbour-ig')).status).toBe(400);
    expect((await audit.get('/v1/summary?agency=REACH', 'harbour-ig')).status).toBe(400);
  });

  it('is for officers, and an entry', async () => {
    const sql = `SELECT 1 FROM audit.entry_line WHERE kind = 'search' AND action = 'read-summary' AND requester_id = $1`;
    const count = async () => (await audit.admin.query(sql, [audit.staff['stone']])).rowCount!;
    const before = await count();
    await summary('stone');
    expect(await count()).toBe(before + 1);
    const answers = await Promise.all(['margaret', 'pell', undefined].map((as) => audit.get('/v1/summary', as)));
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 401]);
  });
});
