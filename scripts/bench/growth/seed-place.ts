import type pg from 'pg';

/** What stands of somebody whom a social worker cares for, but for what only their own look would open. */
const RESIDENTS = [
  `INSERT INTO consent.resident (id, sealed_identity, match_indexes)
    SELECT md5('bench-' || n)::uuid, decode(repeat('ab', 200), 'hex'), '{}' FROM generate_series($1::int, $2::int) AS n`,
  `INSERT INTO consent.link (id, resident_id, agency, local_id_index, sealed_local_id, pseudonym)
    SELECT gen_random_uuid(), md5('bench-' || n)::uuid, agency, decode(md5(agency || n), 'hex'), decode(repeat('ab', 60), 'hex'),
      substr(translate(md5(agency || n) || md5(n || agency), '0189', 'wxyz'), 1, 26)
    FROM generate_series($1::int, $2::int) AS n, unnest(ARRAY['NM-ASC', 'NM-MH']) AS agency`,
  `INSERT INTO consent.controller_key (resident_id, controller, wrapped_key)
    SELECT md5('bench-' || n)::uuid, 'NM-MH', decode(repeat('ab', 60), 'hex') FROM generate_series($1::int, $2::int) AS n`,
  `INSERT INTO policy.relationship (id, resident_id, agency, kind, purpose, recorded_by)
    SELECT gen_random_uuid(), md5('bench-' || n)::uuid, 'NM-ASC', 'caseload', 'COC', 'bench' FROM generate_series($1::int, $2::int) AS n`,
  `INSERT INTO relay.record (id, resident_id, source_agency, source_id, source_version, category, sealed_body, body_hash, key_controller)
    SELECT gen_random_uuid(), md5('bench-' || n)::uuid, 'NM-MH', 'bench-' || n, 1, 'CONTINGENCY', decode(repeat('ab', 400), 'hex'),
      sha256(n::text::bytea), 'NM-MH' FROM generate_series($1::int, $2::int) AS n`,
  `INSERT INTO fence.epoch (level, key, epoch) SELECT 3, md5('bench-' || n)::uuid::text, 1 FROM generate_series($1::int, $2::int) AS n`,
];
const DIRECTIVES = `INSERT INTO consent.directive (id, version, resident_id, status, recipients, categories, purposes, starts_at, channel,
    recorded_by)
  SELECT gen_random_uuid(), 1, resident, 'ConsentGiven', ARRAY['HARBOUR'], ARRAY['ADAPTATION'], ARRAY['HOUSADAPT'],
    fence.domain_now() - interval '1 day', 'online', 'bench'
  FROM unnest($1::uuid[]) AS resident, generate_series(1, $2::int)`;
/** Dealt out among all pairs of agencies, for a purpose that no look of the bench has. */
const AGREEMENTS = `INSERT INTO policy.agreement
  SELECT (jsonb_populate_record(d, jsonb_build_object('id', 'BENCH-' || n, 'purpose', 'HOUSADAPT'))).*
  FROM policy.agreement d, generate_series(1, $1::int) AS n WHERE d.id = 'D7'`;
const PARTIES = `INSERT INTO policy.agreement_party
  WITH pair AS (SELECT row_number() OVER (ORDER BY a.code, b.code) - 1 AS at, count(*) OVER () AS pairs, a.code AS source, b.code AS recipient
    FROM policy.agency a JOIN policy.agency b ON a.code <> b.code)
  SELECT (jsonb_populate_record(NULL::policy.agreement_party, jsonb_build_object('agreement_id', 'BENCH-' || n,
    'source', pair.source, 'recipient', pair.recipient))).* FROM generate_series(1, $1::int) AS n JOIN pair ON n % pairs = at`;

/** Straight into the tables: by the APIs a million residents would take days. Triggers and foreign keys are left out. */
export class SeedPlace {
  private residentCount = 0;

  constructor(private readonly database: pg.Client) {}

  /** So many residents in all, beside those of the town. Answers with how many seconds it took. */
  residents(count: number): Promise<number> {
    const range = [this.residentCount + 1, count];
    this.residentCount = count;
    return this.write(RESIDENTS.map((text) => ({ text, values: range })));
  }

  /** So many directives more of each of them, of others than the bench asks for. */
  directives(residents: readonly string[], each: number): Promise<number> {
    return this.write([{ text: DIRECTIVES, values: [residents, each] }]);
  }

  agreements(count: number): Promise<number> {
    return this.write([AGREEMENTS, PARTIES].map((text) => ({ text, values: [count] })));
  }

  async withoutAgreements(): Promise<void> {
    const tables = ['policy.agreement_party WHERE agreement_id', 'policy.agreement WHERE id'];
    await this.write(tables.map((table) => ({ text: `DELETE FROM ${table} LIKE 'BENCH-%'`, values: [] })));
  }

  private async write(statements: readonly { text: string; values: readonly unknown[] }[]): Promise<number> {
    const began = performance.now();
    try {
      await this.database.query('SET session_replication_role = replica');
      for (const { text, values } of statements) await this.database.query(text, [...values]);
      await this.database.query('SELECT fence.bump_place()');
    } finally {
      await this.database.query('RESET session_replication_role');
    }
    await this.database.query('VACUUM ANALYZE');
    await this.database.query('CHECKPOINT');
    return (performance.now() - began) / 1000;
  }
}
