import { formatInstant, parseInstant, type DecisionRequest } from '#libs/domain';
import { FACTS, type Facts } from './facts/facts.js';
import type { ItemColumn, Source } from './facts/source.js';

/** What gathering needs of a connection: a named prepared statement. A `pg` pool or client on the primary fits. */
export interface PreparedSql {
  query<Row extends object>(statement: { name: string; text: string; values: unknown[] }): Promise<{ rows: Row[] }>;
}

const SOURCES: readonly Source[] = [...new Set(FACTS.all.map(({ source }) => source))];

/** The item's column that holds the ordinal of the first item alike in these columns. */
const firstOf = (by: readonly ItemColumn[]): string => `${by.join('_')}_at`;

const EPOCHS_BY: readonly ItemColumn[] = ['requester', 'resident'];

/** What items may have in common, by the item's column that says with which item it came. */
export const SHARED: ReadonlyMap<string, readonly ItemColumn[]> = new Map(
  [EPOCHS_BY, ...SOURCES.map(({ by }) => by)].map((by) => [firstOf(by), by]),
);

const called = ({ name, call, by }: Source): string =>
  `CASE WHEN i.${firstOf(by)} = i.ordinal THEN ${call} END AS ${name}`;

/**
 * One statement, so one snapshot: every fact, its epochs and the clock belong together (design 4). The functions that
 * it calls are STABLE and read with this statement's snapshot; domain_now() is read once for all items. Refused
 * (55R01) while nobody vouches for the database (ADR 22).
 */
const GATHER = `
  WITH clock AS MATERIALIZED (SELECT fence.domain_now() AS now, fence.vouch_v1() AS lost, fence.incarnation_v1() AS incarnation)
  SELECT to_jsonb(clock.now) AS now, clock.lost && ARRAY['rules:in-force', 'resident:' || i.resident,
      'principal:' || i.requester, 'agency:' || i.source, 'agency:' || i.recipient, 'category:' || i.category] AS unreconciled,
    CASE WHEN i.ordinal = 0 THEN clock.lost END AS lost, ${[...SHARED.keys()].map((at) => `i.${at}`).join(', ')},
    CASE WHEN i.${firstOf(EPOCHS_BY)} = i.ordinal THEN (SELECT ARRAY[e.place, e.practitioner, e.resident]::text[] || clock.incarnation
      FROM fence.epochs_v1(i.requester::text, i.resident) AS e) END AS epochs,
    ${SOURCES.map(called).join(',\n    ')}
  FROM clock, jsonb_to_recordset($1::jsonb) AS i(ordinal int, ${[...SHARED.keys()].map((at) => `${at} int`).join(', ')},
      requester uuid, resident uuid, source text, recipient text, category text, purpose text)
  ORDER BY i.ordinal`;

/** What several items share comes once, with the first of them: `…_at` is its ordinal. */
interface GatheredRow {
  /** As JSON, since the driver's own dates stop at milliseconds, and a refusal of this very moment must count. */
  now: string;
  unreconciled: boolean;
  /** What a restore lost changes of, by `kind:id`: of the whole place, and with the first item alone. */
  lost: string[] | null;
  epochs: [place: string, practitioner: string, resident: string, incarnation: string] | null;
  /** By source what it answered, and by `…_at` the ordinal of the item with which it came. */
  [column: string]: unknown;
}

type Item = Readonly<Record<ItemColumn, string>>;

const itemOf = (request: DecisionRequest): Item => ({
  requester: request.requesterId,
  resident: request.residentId,
  source: request.sourceAgency,
  recipient: request.recipientAgency,
  category: request.category,
  purpose: request.purpose,
});

/** The ordinal of the first item of each kind: facts of the place are those of a pair of agencies, whatever is asked. */
function withFirsts(items: readonly Item[]): object[] {
  const seen = new Map<string, number>();
  const firstLike = (item: Item, ordinal: number, at: string, by: readonly ItemColumn[]): number => {
    const name = [at, ...by.map((column) => item[column])].join('\n');
    const first = seen.get(name) ?? ordinal;
    seen.set(name, first);
    return first;
  };
  return items.map((item, ordinal) => ({
    ordinal,
    ...item,
    ...Object.fromEntries([...SHARED].map(([at, by]) => [at, firstLike(item, ordinal, at, by)])),
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
    values: [JSON.stringify(withFirsts(requests.map(itemOf)))],
  });
  return rows.map((row) => toFacts(row, rows));
}

type Answer = { readonly [property: string]: unknown };

const sharedRow = (row: GatheredRow, rows: readonly GatheredRow[], by: readonly ItemColumn[]): GatheredRow =>
  rows[row[firstOf(by)] as number]!;

function answerOf({ name, by, as }: Source, row: GatheredRow, rows: readonly GatheredRow[]): Answer {
  const answer = sharedRow(row, rows, by)[name];
  return as === undefined ? (answer as Answer) : { [as]: answer };
}

function toFacts(row: GatheredRow, rows: readonly GatheredRow[]): Facts {
  const lost = rows[0]!.lost!;
  const [place, practitioner, resident, incarnation] = sharedRow(row, rows, EPOCHS_BY).epochs!;
  const gathered: Partial<Facts> = {
    now: formatInstant(parseInstant(row.now)),
    epochs: { incarnation, place, practitioner, resident },
  };
  for (const { keys, source, unlost } of FACTS.all) {
    const answer = answerOf(source, row, rows);
    for (const key of keys) (gathered as Record<string, unknown>)[key] = answer[key];
    if (unlost) Object.assign(gathered, unlost(gathered as Facts, lost));
  }
  if (row.unreconciled) gathered.unreconciled = true;
  return gathered as Facts;
}
