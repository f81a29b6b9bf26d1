import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the policy app may read of the log: decisions in their order, sealed as they are. Whoever holds the key ring opens
 * them, for as long as their holder's key exists. The referee and shadow replays live on it (design 4).
 */
export class AuditDecisions1765000000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(AT);
    await db.query(DECISIONS);
    await db.query(`
      REVOKE EXECUTE ON FUNCTION audit.decisions_v1(timestamptz, timestamptz, bigint, int),
        audit.count_decisions_v1(timestamptz, timestamptz), audit.log_size_v1() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION audit.decisions_v1(timestamptz, timestamptz, bigint, int),
        audit.count_decisions_v1(timestamptz, timestamptz), audit.log_size_v1() TO policy_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION audit.decisions_v1(timestamptz, timestamptz, bigint, int);
      DROP FUNCTION audit.count_decisions_v1(timestamptz, timestamptz);
      DROP FUNCTION audit.log_size_v1();
      DROP INDEX audit.entry_at;
    `);
  }
}

/** Entries come in nearly by time: a block range index finds a period and costs the sequencer next to nothing. */
const AT = 'CREATE INDEX entry_at ON audit.entry USING brin (at) WITH (pages_per_range = 16)';

/**
 * Sequenced entries only: an ordinal is the leaf's index and one, so it never changes and 0 stands before the first.
 * Entries whose search line was erased are left out; so was the key that could have opened them.
 */
const DECISIONS = `
  CREATE FUNCTION audit.decisions_v1(p_from timestamptz, p_until timestamptz, p_after bigint, p_limit int)
    RETURNS TABLE (ordinal bigint, entry_id uuid, at timestamptz, bundle text, sealed_detail bytea, wrapped_key bytea,
      holder_level text, holder_id text, index jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.idx + 1, e.id, e.at, convert_from(e.leaf, 'UTF8')::jsonb ->> 'bundle', d.sealed, k.wrapped_key,
      k.holder_level, k.holder_id,
      jsonb_build_object('kind', i.kind, 'residentId', i.resident_id, 'action', i.action, 'outcome', i.outcome,
        'rule', i.rule, 'purpose', i.purpose, 'categories', i.categories, 'sourceAgency', i.source_agency,
        'recipientAgency', i.recipient_agency, 'requesterId', i.requester_id)
    FROM audit.entry e JOIN audit.entry_index i ON i.entry_id = e.id
      JOIN audit.detail d ON d.entry_id = e.id JOIN audit.entry_key k ON k.entry_id = e.id
    WHERE e.idx >= p_after AND e.at >= p_from AND e.at < p_until AND i.kind IN ('decision', 'disclosure')
    ORDER BY e.idx LIMIT p_limit
  $$;

  CREATE FUNCTION audit.count_decisions_v1(p_from timestamptz, p_until timestamptz) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*) FROM audit.entry e JOIN audit.entry_index i ON i.entry_id = e.id
    WHERE e.at >= p_from AND e.at < p_until AND i.kind IN ('decision', 'disclosure')
  $$;

  CREATE FUNCTION audit.log_size_v1() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT h.size FROM audit.head h $$;
`;
