import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from '#libs/persistence';
import type { DataSource } from 'typeorm';
import type { Transaction } from '../storage/transaction.js';
import { openConsentPlace, type ConsentPlace } from '../testing/consent-place.js';
import { IdentityIndexes } from './identity-indexes.js';
import { Likenesses } from './likenesses.js';

const RESIDENTS = 3_000;
/** What one search may read, whoever else there is. */
const MOST_ROWS = 300;

interface Plan {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

const every = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(every)];
const rowsOf = (plan: Plan): number =>
  Math.max(
    ...every(plan).map((node) => (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']),
  );

let place: ConsentPlace;
let source: DataSource;
beforeAll(async () => {
  place = await openConsentPlace();
  source = await connect({ url: place.appUrl, schema: 'consent', entities: [], poolSize: 1 });
  // Each has their own details, as random bytes as keyed ones are.
  await place.admin.query(
    `WITH made AS (INSERT INTO consent.resident (id, sealed_identity) SELECT gen_random_uuid(), '' FROM generate_series(1, $1::int)
       RETURNING id)
     INSERT INTO consent.identity_index (value, resident_id, kind, agencies)
       SELECT sha256((id::text || n)::bytea), id, 'person', '{NM-ASC}' FROM made, generate_series(1, 20) AS n`,
    [RESIDENTS],
  );
  // One of them might be meant.
  const [, [finding]] = await asked();
  await place.admin.query(
    `INSERT INTO consent.identity_index (value, resident_id, kind, agencies)
     SELECT $1, id, 'full', '{NM-ASC}' FROM consent.resident LIMIT 1`,
    [(finding as Buffer[])[0]],
  );
});
afterAll(async () => {
  await source.destroy();
  await place.stop();
});

/** What one search asks, with its values. */
async function asked(): Promise<[sql: string, values: unknown[]]> {
  const { app } = place.running;
  const person = {
    familyName: 'Nowhere',
    givenName: 'Ned',
    birthDate: '1950-01-02',
    postcode: 'NM1 2AB',
    localId: 'X',
  };
  let heard: [string, unknown[]] | undefined;
  const listening = { query: async (...statement: [string, unknown[]]) => (heard = statement) && [] };
  const said = app.get(IdentityIndexes).of(person);
  await app.get(Likenesses).of(listening as unknown as Transaction, 'NM-ASC', person, said);
  return heard!;
}

/** How many rows the worst node of it reads. */
async function readBy(sql: string, values: unknown[]): Promise<number> {
  const explained = `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${sql}`;
  const [row] = (await source.query(explained, values)) as { 'QUERY PLAN': { Plan: Plan }[] }[];
  return rowsOf(row!['QUERY PLAN'][0]!.Plan);
}

/** The heart of the same, as it was: which table is read first is the planner's to choose. */
const FREE = `
  WITH near AS (
    SELECT k.resident_id AS id FROM consent.identity_index k WHERE k.value = ANY ($1::bytea[])
    UNION SELECT l.resident_id FROM consent.link l WHERE l.agency = $3 AND l.local_id_index IN ($4, $5)
    UNION SELECT o.resident_id FROM consent.other_link o WHERE o.agency = $3 AND o.local_id_index IN ($4, $5))
  SELECT r.id AS "residentId", r.provisional_for AS "provisionalFor", r.sealed_identity AS "sealedIdentity",
    k.wrapped_key AS "wrappedKey", h.hits, h.has, d.details,
    EXISTS (SELECT 1 FROM consent.shield s WHERE s.resident_id = r.id AND s.ends_at IS NULL) AS shielded,
    o.linked, CASE WHEN o.contested THEN 'contested' WHEN o.own THEN 'yes' ELSE 'no' END AS own
  FROM near JOIN consent.resident r ON r.id = near.id AND r.joined_to IS NULL
    LEFT JOIN consent.resident_key k ON k.resident_id = r.id
    CROSS JOIN LATERAL (SELECT coalesce(array_agg(DISTINCT i.kind), '{}') AS has,
        coalesce(array_agg(DISTINCT i.kind) FILTER (WHERE i.value = ANY ($2::bytea[])), '{}') AS hits
      FROM consent.identity_index i WHERE i.resident_id = r.id) AS h
    CROSS JOIN LATERAL (SELECT count(*) > 0 AS linked, coalesce(bool_or(x.at = $4), false) AS own,
        coalesce(bool_or(x.at = $5), false) AS contested
      FROM (SELECT l.local_id_index AS at FROM consent.link l WHERE l.resident_id = r.id AND l.agency = $3
        UNION ALL SELECT a.local_id_index FROM consent.other_link a WHERE a.resident_id = r.id AND a.agency = $3) AS x) AS o
    CROSS JOIN LATERAL (SELECT coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'sealed', encode(x.sealed_identity, 'base64'))), '[]')
        AS details
      FROM (SELECT * FROM consent.identity_detail e WHERE e.resident_id = r.id ORDER BY e.received_at DESC LIMIT 8) AS x) AS d
  ORDER BY o.own OR o.contested DESC, cardinality(h.hits) DESC, r.id LIMIT 40`;

const forgetStatistics = (): Promise<unknown> =>
  place.admin.query(
    `DELETE FROM pg_statistic WHERE starelid IN ('consent.resident'::regclass, 'consent.identity_index'::regclass)`,
  );

describe('a search for somebody who might be meant reads no table as a whole', () => {
  it('without statistics', async () => {
    await forgetStatistics();
    expect(await readBy(...(await asked()))).toBeLessThan(MOST_ROWS);
  });

  it('with those of today', async () => {
    await place.admin.query('ANALYZE consent.resident; ANALYZE consent.identity_index');
    expect(await readBy(...(await asked()))).toBeLessThan(MOST_ROWS);
  });

  it('would be found out where the planner may begin with all residents', async () => {
    await forgetStatistics();
    const [, values] = await asked();
    expect(await readBy(FREE, values)).toBeGreaterThanOrEqual(RESIDENTS);
  });
});
