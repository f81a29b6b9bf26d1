import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ENTRY_KINDS, type EntryQuery } from './entry.dto.js';
import { AuditConfig } from '../config.js';
import { AuditPool } from '../storage/audit-pool.js';
import { openLogFixture, type LogFixture } from '../testing/log-fixture.js';
import { EntryLines } from './entry-lines.js';

const LINES = 12_000;
/** A page and what three walks read beside it; a look through everything reads eight times as much. */
const MOST_ROWS = 1_500;

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
}

/** Runs each statement under EXPLAIN ANALYZE, and keeps what it did. */
class ExplainingPool extends AuditPool {
  readonly plans: Plan[] = [];

  override async rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const explained = await super.rows<{ 'QUERY PLAN': { Plan: Plan }[] }>(
      `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${sql}`,
      values,
    );
    this.plans.push(explained[0]!['QUERY PLAN'][0]!.Plan);
    return super.rows<Row>(sql, values);
  }
}

let log: LogFixture;
const RESIDENT = randomUUID();
const ASKER = randomUUID();
beforeAll(async () => {
  log = await openLogFixture();
  // Nearly all lines are alike; every 2,400th differs in everything that can be asked for.
  await log.admin.query(
    `INSERT INTO audit.entry_index (entry_id, at, kind, resident_id, action, outcome, purpose, categories, source_agency,
       requester_agency, recipient_agency, requester_id, defer_notice, reason)
     SELECT gen_random_uuid(), '2026-01-01Z'::timestamptz + make_interval(secs => n),
       CASE WHEN r THEN 'governance' ELSE 'disclosure' END, CASE WHEN r THEN $2::uuid ELSE gen_random_uuid() END,
       CASE WHEN r THEN 'agency-suspend' ELSE 'read' END, CASE WHEN r THEN 'deny' ELSE 'permit' END,
       CASE WHEN r THEN 'HAZARD' ELSE 'COC' END, CASE WHEN r THEN '{VULNFLAG}' ELSE '{MEDS}' END::text[], 'NM-ACUTE',
       CASE WHEN r THEN 'HARBOUR' ELSE 'REACH' END, 'NM-ACUTE', CASE WHEN r THEN $3::uuid ELSE gen_random_uuid() END, false,
       CASE WHEN r THEN 'refused' ELSE 'permitted' END
     FROM (SELECT n, n % 2400 = 17 AS r FROM generate_series(1, $1::int) AS n) AS drawn`,
    [LINES, RESIDENT, ASKER],
  );
  await log.admin.query(
    `INSERT INTO audit.entry (idx, id, at, leaf) SELECT row_number() OVER (ORDER BY at) - 1, entry_id, at, 'x' FROM audit.entry_index`,
  );
  await log.admin.query('ANALYZE audit.entry_index; ANALYZE audit.entry; ANALYZE audit.staging');
});
afterAll(() => log.close());

function every(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(every)];
}

/** Big tables read from end to end, and how many rows were read or thrown away at the worst node. */
function cost(plans: readonly Plan[]): { scanned: string[]; rows: number } {
  const nodes = plans.flatMap(every);
  const scanned = nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']!);
  const read = nodes.map(
    (node) =>
      (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)) *
      node['Actual Loops'],
  );
  return { scanned: scanned.filter((name) => name === 'entry' || name === 'entry_index'), rows: Math.max(...read) };
}

async function asked(ask: (lines: EntryLines) => Promise<{ items: unknown[] }>): Promise<ReturnType<typeof cost>> {
  const pool = new ExplainingPool(log.app);
  await ask(new EntryLines(pool, Object.assign(new AuditConfig(), { DISCREET_AGENCIES: ['BEACON'] })));
  return cost(pool.plans);
}
const officer = (query: EntryQuery, resident: string | null = null): ReturnType<typeof asked> =>
  asked((lines) => lines.ofAgency('NM-ACUTE', query, resident));

/** Each filter with a value that nearly every line has, one that five have, and one that none has. */
const FILTERS: Readonly<Record<string, readonly string[]>> = {
  kind: ['disclosure', 'governance', ENTRY_KINDS[1]],
  outcome: ['permit', 'deny'],
  action: ['read', 'agency-suspend', 'never-done'],
  purpose: ['COC', 'HAZARD', 'POPHLTH'],
  category: ['MEDS', 'VULNFLAG', 'FINANCE'],
  reason: ['permitted', 'refused', 'deceased'],
  agency: ['REACH', 'HARBOUR', 'NOBODY'],
  requester: [ASKER, randomUUID()],
  from: ['2026-01-01T00:00:00Z', '2026-01-01T03:00:00Z'],
  to: ['2026-01-01T00:05:00Z', '2027-01-01T00:00:00Z'],
};
const ONE: EntryQuery[] = Object.entries(FILTERS).flatMap(([name, values]) =>
  values.map((value) => ({ [name]: value })),
);
const PAIRS: EntryQuery[] = ONE.flatMap((one, at) => ONE.slice(at + 1).map((two) => ({ ...one, ...two })));

describe('a page of the log', () => {
  it('is read by an index whatever an officer asks for, without reading what it does not show', async () => {
    for (const query of [{}, ...ONE]) {
      const { scanned, rows } = await officer(query);
      expect({ query, scanned, far: rows > MOST_ROWS }).toEqual({ query, scanned: [], far: false });
    }
    for (const resident of [RESIDENT, randomUUID()]) expect((await officer({}, resident)).rows).toBeLessThan(MOST_ROWS);
  });

  it('is read by an index for filters joined', async () => {
    // Each pair once would take a minute: every seventh, which meets every filter with nearly every other.
    for (const query of PAIRS.filter((_, at) => at % 7 === 0)) {
      expect({ query, scanned: (await officer(query)).scanned }).toEqual({ query, scanned: [] });
    }
  });

  it('is read by an index for a practitioner, a resident, and the next page', async () => {
    const practitioner = { kind: 'practitioner', requesterId: ASKER, agency: 'REACH' } as const;
    for (const query of ONE) {
      expect((await asked((lines) => lines.ofPractitioner(practitioner, query, null))).scanned).toEqual([]);
      expect((await asked((lines) => lines.ofResident(RESIDENT, query))).scanned).toEqual([]);
    }
    const pool = new ExplainingPool(log.app);
    const lines = new EntryLines(pool, Object.assign(new AuditConfig(), { DISCREET_AGENCIES: [] }));
    const { next } = await lines.ofAgency('NM-ACUTE', { limit: 20 }, null);
    await lines.ofAgency('NM-ACUTE', { limit: 20, after: next! }, null);
    expect(cost(pool.plans)).toMatchObject({ scanned: [] });
    expect(cost(pool.plans).rows).toBeLessThan(MOST_ROWS);
  });

  it('would walk every line of the agency for a rare filter without the inverted index', async () => {
    const client = await log.admin.connect();
    try {
      await client.query('BEGIN; DROP INDEX audit.entry_index_facets');
      const pool = new ExplainingPool(client as never);
      const lines = new EntryLines(pool, Object.assign(new AuditConfig(), { DISCREET_AGENCIES: [] }));
      await lines.ofAgency('NM-ACUTE', { action: 'never-done' }, null);
      expect(cost(pool.plans).rows).toBeGreaterThan(MOST_ROWS);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});
