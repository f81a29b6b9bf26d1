import type { DecisionRequest, Facts } from '#libs/domain';

/** What gathering needs of a connection: a named prepared statement. A `pg` pool or client on the primary fits. */
export interface PreparedSql {
  query<Row extends object>(statement: { name: string; text: string; values: unknown[] }): Promise<{ rows: Row[] }>;
}

/**
 * One statement, so one snapshot: every fact, its epochs and the clock belong together (design 4). The functions that
 * it calls are STABLE and read with this statement's snapshot; domain_now() is read once for all items.
 */
const GATHER = `
  WITH clock AS MATERIALIZED (SELECT fence.domain_now() AS now)
  SELECT i.ordinal, clock.now,
    e.place, e.practitioner, e.resident,
    policy.requester_facts_v1(i.requester) AS requester,
    consent.resident_facts_v1(i.resident, i.source, i.recipient, i.category, i.purpose) AS person,
    policy.place_facts_v1(i.source, i.recipient, i.purpose) AS place_facts,
    policy.relationship_facts_v1(i.resident, i.recipient, i.purpose) AS relationships,
    relay.override_facts_v1(i.resident, i.recipient) AS overrides
  FROM clock, jsonb_to_recordset($1::jsonb) AS i(ordinal int, requester uuid, resident uuid, source text, recipient text,
      category text, purpose text)
    CROSS JOIN LATERAL fence.epochs_v1(i.requester::text, i.resident) AS e
  ORDER BY i.ordinal`;

interface GatheredRow {
  now: Date | string;
  place: string;
  practitioner: string;
  resident: string;
  requester: Facts['requester'];
  person: Pick<Facts, 'resident' | 'directives' | 'restrictions'>;
  place_facts: Pick<Facts, 'bundle' | 'agreements' | 'categoryStops' | 'sourceAgencyStatus'>;
  relationships: Facts['relationships'];
  overrides: Facts['overrides'];
}

/**
 * The facts of each request, in the order asked. Always from the primary: never a replica, a cache, a token's claim or
 * a projection. A requester or resident that does not exist comes back null, and the decision denies.
 */
export async function gatherFacts(sql: PreparedSql, requests: readonly DecisionRequest[]): Promise<Facts[]> {
  const items = requests.map((request, ordinal) => ({
    ordinal,
    requester: request.requesterId,
    resident: request.residentId,
    source: request.sourceAgency,
    recipient: request.recipientAgency,
    category: request.category,
    purpose: request.purpose,
  }));
  const { rows } = await sql.query<GatheredRow>({
    name: 'gather-facts',
    text: GATHER,
    values: [JSON.stringify(items)],
  });
  return rows.map(toFacts);
}

function toFacts(row: GatheredRow): Facts {
  return {
    now: row.now instanceof Date ? row.now.toISOString() : row.now,
    epochs: { place: row.place, practitioner: row.practitioner, resident: row.resident },
    requester: row.requester,
    resident: row.person.resident,
    directives: row.person.directives,
    restrictions: row.person.restrictions,
    bundle: row.place_facts.bundle,
    agreements: row.place_facts.agreements,
    categoryStops: row.place_facts.categoryStops,
    sourceAgencyStatus: row.place_facts.sourceAgencyStatus,
    relationships: row.relationships,
    overrides: row.overrides,
  };
}
