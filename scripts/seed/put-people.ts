import { createHash } from 'node:crypto';
import { directClient } from '#libs/persistence';
import type { Person } from '../../apps/identity/src/people/directory.js';
import type { TownAgency } from '../town/town-data.js';

const AGENCIES = `INSERT INTO policy.agency AS a (code, name, sector, protocols, processors)
  SELECT x.code, x.name, x.sector, ARRAY(SELECT jsonb_array_elements_text(coalesce(x.protocols, '[]'))),
    ARRAY(SELECT jsonb_array_elements_text(coalesce(x.processors, '[]')))
  FROM jsonb_to_recordset($1) AS x(code text, name text, sector text, protocols jsonb, processors jsonb)
  ON CONFLICT (code) DO UPDATE SET processors = excluded.processors WHERE a.processors = '{}' AND excluded.processors <> '{}'`;

/** PORT_BASE moves the development issuer, and its people with it: they stay who they are. Practitioners are trained. */
const PEOPLE = `INSERT INTO policy.principal AS p (id, kind, issuer, subject, agency, roles, training_expires_at)
  SELECT x.id, x.kind, $2, x.key, x.agency, ARRAY(SELECT jsonb_array_elements_text(x.roles)),
    CASE WHEN x.kind = 'practitioner' THEN fence.domain_now() + interval '3 years' END
  FROM jsonb_to_recordset($1) AS x(id uuid, kind text, key text, agency text, roles jsonb)
  ON CONFLICT (id) DO UPDATE SET issuer = excluded.issuer WHERE p.issuer <> excluded.issuer`;
const MOVE_SIGN_INS = 'UPDATE consent.sign_in SET issuer = $1 WHERE subject = ANY ($2) AND issuer <> $1';
const MOVE_BINDINGS =
  'UPDATE consent.sign_in_binding SET issuer = $1 WHERE subject = ANY ($2) AND issuer <> $1 AND removed_at IS NULL';
/** All of a town in one transaction, beside what else starts. */
const WITHIN_MS = 60_000;
const SIGNED_IN = 'SELECT subject FROM consent.sign_in WHERE issuer = $1';

/**
 * Agencies, staff and systems, straight into the policy schema: the first officers cannot come through an API that asks
 * for an officer. Answers with the residents (by key) who can sign in already. Idempotent.
 */
export async function putPeople(
  databaseUrl: string,
  issuer: string,
  agencies: readonly TownAgency[],
  people: readonly Person[],
): Promise<ReadonlySet<string>> {
  const client = directClient(databaseUrl, 'seed', WITHIN_MS);
  await client.connect();
  try {
    const staff = people.filter((person) => person.kind !== 'resident');
    const rows = staff.map(({ key, kind, agency, roles }) => ({ id: principalId(key), key, kind, agency, roles }));
    const residents = people.filter((person) => person.kind === 'resident').map((person) => person.key);
    await client.query('BEGIN');
    await client.query('SET LOCAL ROLE policy_owner');
    await client.query(AGENCIES, [JSON.stringify(agencies)]);
    await client.query(PEOPLE, [JSON.stringify(rows), issuer]);
    await client.query('SET LOCAL ROLE consent_owner');
    for (const move of [MOVE_SIGN_INS, MOVE_BINDINGS]) await client.query(move, [issuer, residents]);
    const { rows: known } = await client.query<{ subject: string }>(SIGNED_IN, [issuer]);
    await client.query('COMMIT');
    return new Set(known.map((row) => row.subject));
  } finally {
    await client.end();
  }
}

/** The same id for the same key in every database of the town: a version 8 UUID (RFC 9562 5.8). */
export function principalId(key: string): string {
  const bytes = createHash('sha256').update(`northmere/${key}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
