import type pg from 'pg';

/** One breach of the database's own house rules, in words that name the object. */
export type Breach = string;

async function names(client: pg.Client, sql: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(sql);
  return rows.map((row) => row.name).sort();
}

const OURS = `n.nspname IN ('fence', 'messaging', 'audit', 'consent', 'policy', 'relay', 'portal')`;

/** Tables that a published facts function reads, by its own text, and that lack one of the four fence triggers. */
export async function factTablesWithoutFence(client: pg.Client): Promise<Breach[]> {
  return names(
    client,
    `WITH facts AS (
       SELECT DISTINCT m[1] AS schema, m[2] AS tab
       FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,
            regexp_matches(p.prosrc, '(?:FROM|JOIN)\\s+([a-z]+)\\.([a-z_]+)', 'g') AS m
       WHERE ${OURS} AND p.proname ~ '(facts|recipients|links|bundle_now|bundle_at|^sign_in|^principal|^sources)_v[0-9]+$')
     SELECT format('%s.%s has no %s trigger', f.schema, f.tab, t.wanted) AS name
     FROM facts f JOIN pg_namespace n ON n.nspname = f.schema
       JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = f.tab AND c.relkind = 'r'
       CROSS JOIN unnest(ARRAY['fence_insert', 'fence_update', 'fence_delete', 'fence_truncate']) AS t(wanted)
     WHERE NOT EXISTS (SELECT 1 FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid JOIN pg_namespace fn ON fn.oid = p.pronamespace
       WHERE g.tgrelid = c.oid AND g.tgname = t.wanted AND g.tgenabled IN ('O', 'A') AND fn.nspname = 'fence' AND p.proname = 'touch')`,
  );
}

export async function functionsOpenToPublic(client: pg.Client): Promise<Breach[]> {
  return names(
    client,
    `SELECT format('%s.%s may be executed by PUBLIC', n.nspname, p.proname) AS name
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE ${OURS} AND EXISTS (SELECT 1 FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
       WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE')`,
  );
}

export async function definersWithoutSearchPath(client: pg.Client): Promise<Breach[]> {
  return names(
    client,
    `SELECT format('%s.%s is SECURITY DEFINER without a search_path', n.nspname, p.proname) AS name
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE ${OURS} AND p.prosecdef AND NOT coalesce(array_to_string(p.proconfig, ',') LIKE '%search_path=%', false)`,
  );
}

export async function objectsOwnedByAppRoles(client: pg.Client): Promise<Breach[]> {
  return names(
    client,
    `SELECT format('%s owns %s.%s', r.rolname, n.nspname, c.relname) AS name
     FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE r.rolname LIKE '%\\_app'
     UNION ALL SELECT format('%s owns function %s.%s', r.rolname, n.nspname, p.proname)
     FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE r.rolname LIKE '%\\_app'
     UNION ALL SELECT format('%s is a member of %s', m.rolname, o.rolname)
     FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member JOIN pg_roles o ON o.oid = a.roleid
     WHERE m.rolname LIKE '%\\_app'`,
  );
}

/** Tables into which only a published function may write, whoever signs in. */
const SEALED_OFF = [
  'relay.disclosure',
  'relay.delivery',
  'relay.record',
  'relay.work',
  'relay.notice',
  'audit.staging',
  'audit.entry',
  'messaging.outbox',
  'fence.epoch',
  'fence.clock',
  // Two people (apps/consent, sign-in).
  'consent.sign_in',
  'fence.standing',
  'fence.mark',
  'fence.bar',
  'relay.feed_entry',
  'relay.feed_waiting',
];

export async function waysPastTheFunctions(client: pg.Client): Promise<Breach[]> {
  return names(
    client,
    `SELECT format('%s may INSERT into %s', r.rolname, t.name) AS name
     FROM pg_roles r CROSS JOIN unnest(ARRAY[${SEALED_OFF.map((t) => `'${t}'`).join(', ')}]) AS t(name)
     WHERE r.rolname LIKE '%\\_app' AND (has_table_privilege(r.oid, t.name, 'INSERT')
        OR has_any_column_privilege(r.oid, t.name, 'INSERT') OR has_table_privilege(r.oid, t.name, 'TRUNCATE'))
       AND NOT (r.rolname = 'audit_app' AND t.name = 'audit.entry')`,
  );
}

/** PostgreSQL's advisory locks: whoever may take one may take the fence's, and hold up every stop (libs/persistence, close-locks). */
export async function locksOpenToApps(client: pg.Client): Promise<Breach[]> {
  return names(
    client,
    `SELECT format('%s may execute %s', r.name, p.oid::regprocedure) AS name
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       CROSS JOIN (SELECT rolname::text AS name FROM pg_roles WHERE rolname LIKE '%\\_app' UNION ALL SELECT 'public') r
     WHERE n.nspname = 'pg_catalog' AND p.proname ~ '^pg_(try_)?advisory_' AND has_function_privilege(r.name, p.oid, 'EXECUTE')`,
  );
}

/** Who takes locks at all, and through which functions: the portal takes none. */
const LOCKS_BY_NAME = [
  'audit_app fence.lead_v1',
  'consent_app fence.hold_v1',
  'policy_app fence.hold_v1',
  'policy_app fence.lead_v1',
  'relay_app fence.await_share_v1',
  'relay_app fence.lead_partition_v1',
  'relay_app fence.lead_v1',
  'relay_app relay.accept_v1',
  'relay_app relay.accept_v2',
];

export async function locksTakenBesidesThese(client: pg.Client): Promise<Breach[]> {
  return names(
    client,
    `SELECT format('%s takes advisory locks by %s.%s', r.rolname, n.nspname, p.proname) AS name
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace CROSS JOIN pg_roles r
     WHERE ${OURS} AND p.prorettype <> 'trigger'::regtype AND p.prosrc ~ 'advisory_(xact_)?lock' AND r.rolname LIKE '%\\_app'
       AND has_schema_privilege(r.oid, n.oid, 'USAGE') AND has_function_privilege(r.oid, p.oid, 'EXECUTE')
       AND NOT format('%s %s.%s', r.rolname, n.nspname, p.proname) = ANY (ARRAY[${LOCKS_BY_NAME.map((l) => `'${l}'`).join(', ')}])`,
  );
}

/** Tables about residents into which a row about somebody who was joined may come, and why that loses nothing. */
const JOINED_MAY_STAND = new Map([
  ['consent.resident_key', 'written with the resident, and opens what was sealed for them before'],
  ['consent.controller_key', 'opens what was sealed for them before, as of who they are now'],
  ['consent.to_index', 'written with the resident; whom to index anew, which finds nobody who was joined'],
  ['consent.directive_epoch', 'written by the trigger of a directive, which is refused'],
  ['consent.message', 'tells of a binding or its removal, which is refused'],
  ['consent.identity_index', 'bring_in_v3 holds the resident first; nobody who was joined is found by an index'],
  ['consent.identity_detail', 'bring_in_v3 holds the resident first'],
  ['consent.other_link', 'bring_in_v3 and renumber_v2 hold the resident first'],
  [
    'consent.identity_check',
    'bring_in_v3 holds the newcomer first; a question about somebody joined is asked of nobody',
  ],
  ['policy.simulation_difference', 'what a past decision would have been'],
]);

/** What is said about a resident who was joined meanwhile would be acknowledged, and lost (apps/consent, not-to-the-joined). */
export async function tablesOpenToTheJoined(client: pg.Client): Promise<Breach[]> {
  const found = await names(
    client,
    `SELECT format('%s.%s', n.nspname, c.relname) AS name
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'resident_id' AND NOT a.attisdropped
     WHERE n.nspname IN ('consent', 'policy') AND c.relkind IN ('r', 'p') AND (SELECT count(*)
       FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid JOIN pg_namespace f ON f.oid = p.pronamespace
       WHERE g.tgrelid = c.oid AND g.tgname IN ('joined_insert', 'joined_update') AND g.tgenabled IN ('O', 'A')
         AND f.nspname = 'consent' AND p.proname = 'refuse_joined') < 2`,
  );
  return [
    ...found.filter((table) => !JOINED_MAY_STAND.has(table)).map((table) => `${table} takes rows about the joined`),
    ...[...JOINED_MAY_STAND.keys()]
      .filter((table) => !found.includes(table))
      .map((table) => `${table} needs no reason`),
  ];
}

export const HOUSE_RULES = [
  tablesOpenToTheJoined,
  locksOpenToApps,
  locksTakenBesidesThese,
  factTablesWithoutFence,
  functionsOpenToPublic,
  definersWithoutSearchPath,
  objectsOwnedByAppRoles,
  waysPastTheFunctions,
];
