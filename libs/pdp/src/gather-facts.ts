import { formatInstant, parseInstant, type DecisionRequest, type Facts } from '#libs/domain';

/** What gathering needs of a connection: a named prepared statement. A `pg` pool or client on the primary fits. */
export interface PreparedSql {
  query<Row extends object>(statement: { name: string; text: string; values: unknown[] }): Promise<{ rows: Row[] }>;
}

/**
 * One statement, so one snapshot: every fact, its epochs and the clock belong together (design 4). The functions that
 * it calls are STABLE and read with this statement's snapshot; domain_now() is read once for all items. Refused
 * (55R01) while nobody vouches for the database (ADR 22).
 */
const GATHER = `
  WITH clock AS MATERIALIZED (SELECT fence.domain_now() AS now, fence.vouch_v1() AS barred)
  SELECT to_jsonb(clock.now) AS now, clock.barred && ARRAY['rules:in-force', 'resident:' || i.resident,
      'principal:' || i.requester, 'agency:' || i.source, 'agency:' || i.recipient, 'category:' || i.category] AS unreconciled,
    CASE WHEN i.place_at = i.ordinal THEN clock.barred END AS barred, i.place_at, i.requester_at, i.both_at, i.own_at,
    CASE WHEN i.both_at = i.ordinal THEN (SELECT ARRAY[e.place, e.practitioner, e.resident]::text[]
      FROM fence.epochs_v1(i.requester::text, i.resident) AS e) END AS epochs,
    consent.resident_facts_v3(i.resident, i.source, i.recipient, i.category, i.purpose) AS person,
    CASE WHEN i.place_at = i.ordinal THEN policy.place_facts_v2(i.source, i.recipient) END AS place_facts,
    CASE WHEN i.requester_at = i.ordinal THEN policy.requester_facts_v1(i.requester) END AS requester,
    CASE WHEN i.own_at = i.ordinal THEN policy.relationship_facts_v1(i.resident, i.recipient, i.purpose) END AS relationships,
    CASE WHEN i.own_at = i.ordinal THEN relay.override_facts_v1(i.resident, i.recipient) END AS overrides
  FROM clock, jsonb_to_recordset($1::jsonb) AS i(ordinal int, place_at int, requester_at int, both_at int, own_at int,
      requester uuid, resident uuid, source text, recipient text, category text, purpose text)
  ORDER BY i.ordinal`;

/** Facts that several items share come once, with the first of them; `…_at` is its ordinal. */
interface GatheredRow {
  /** As JSON, since the driver's own dates stop at milliseconds, and a refusal of this very moment must count. */
  now: string;
  unreconciled: boolean;
  /** What a restore lost changes of, by `kind:id`. */
  barred: string[] | null;
  place_at: number;
  requester_at: number;
  both_at: number;
  own_at: number;
  epochs: [place: string, practitioner: string, resident: string] | null;
  person: Pick<
    Facts,
    'resident' | 'directives' | 'restrictions' | 'shields' | 'optOuts' | 'capacity' | 'bestInterests'
  >;
  place_facts: PlaceFacts | null;
  requester: Facts['requester'];
  relationships: Facts['relationships'] | null;
  overrides: Facts['overrides'] | null;
}

type PlaceFacts = Pick<
  Facts,
  | 'bundle'
  | 'bundleUntil'
  | 'bundleSuspended'
  | 'agreements'
  | 'categoryStops'
  | 'sourceAgencyStatus'
  | 'recipientProtocols'
>;

/** The ordinal of the first item of each kind: facts of the place are those of a pair of agencies, whatever is asked. */
class Firsts {
  private readonly seen = new Map<string, number>();

  of(ordinal: number, ...key: string[]): number {
    const name = key.join('\n');
    const first = this.seen.get(name);
    if (first === undefined) this.seen.set(name, ordinal);
    return first ?? ordinal;
  }
}

function itemsOf(requests: readonly DecisionRequest[]): object[] {
  const firsts = new Firsts();
  return requests.map(({ requesterId, residentId, sourceAgency, recipientAgency, category, purpose }, ordinal) => ({
    ordinal,
    place_at: firsts.of(ordinal, 'place', sourceAgency, recipientAgency),
    requester_at: firsts.of(ordinal, 'requester', requesterId),
    both_at: firsts.of(ordinal, 'both', requesterId, residentId),
    own_at: firsts.of(ordinal, 'own', residentId, recipientAgency, purpose),
    requester: requesterId,
    resident: residentId,
    source: sourceAgency,
    recipient: recipientAgency,
    category,
    purpose,
  }));
}

/**
 * The facts of each request, in the order asked. Always from the primary: never a replica, a cache, a token's claim or
 * a projection. A requester or resident that does not exist comes back null, and the decision denies. Items of one call
 * share what they have in common: nobody changes facts.
 */
export async function gatherFacts(sql: PreparedSql, requests: readonly DecisionRequest[]): Promise<Facts[]> {
  const { rows } = await sql.query<GatheredRow>({
    name: 'gather-facts',
    text: GATHER,
    values: [JSON.stringify(itemsOf(requests))],
  });
  return rows.map((row) => toFacts(row, rows));
}

function toFacts(row: GatheredRow, rows: readonly GatheredRow[]): Facts {
  const own = rows[row.own_at]!;
  const place = rows[row.place_at]!.place_facts!;
  const barred = rows[row.place_at]!.barred!;
  const [placeEpoch, practitioner, resident] = rows[row.both_at]!.epochs!;
  return {
    now: formatInstant(parseInstant(row.now)),
    epochs: { place: placeEpoch, practitioner, resident },
    bundle: place.bundle,
    bundleUntil: place.bundleUntil,
    bundleSuspended: place.bundleSuspended,
    requester: rows[row.requester_at]!.requester,
    sourceAgencyStatus: place.sourceAgencyStatus,
    resident: row.person.resident,
    directives: row.person.directives,
    restrictions: row.person.restrictions,
    shields: row.person.shields,
    optOuts: row.person.optOuts,
    capacity: row.person.capacity,
    bestInterests: row.person.bestInterests,
    agreements: place.agreements.filter(({ id }) => !barred.includes(`agreement:${id}`)),
    relationships: own.relationships!,
    categoryStops: place.categoryStops,
    overrides: own.overrides!,
    recipientProtocols: place.recipientProtocols,
    ...(row.unreconciled ? { unreconciled: true as const } : {}),
  };
}
