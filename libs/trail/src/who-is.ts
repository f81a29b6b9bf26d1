import { isInternalId, isPseudonym, OWN } from '#libs/domain';
import type { Principal } from '#libs/http';
import { askRows, type SqlExecutor } from '#libs/persistence';

export type Caller = Pick<Principal, 'kind' | 'agency' | 'residentId'>;

/** Whom an id means to a caller. Each door answers each of them in its own words and status. */
export type Meaning =
  | { readonly kind: 'resident'; readonly id: string }
  /** An officer's own name for somebody, not looked up: whether their agency may know them is the door's to see. */
  | { readonly kind: 'internal'; readonly id: string }
  /** It means nobody to this caller, whether or not it means somebody to others (domain 1.15). */
  | { readonly kind: 'nobody' }
  /** Not of a shape by which this caller could name anybody. */
  | { readonly kind: 'not-an-id' };

const NOBODY: Meaning = { kind: 'nobody' };
const NOT_AN_ID: Meaning = { kind: 'not-an-id' };

/** Whom a pseudonym means to an agency, in SQL: for a statement that reads something else along, and then `meaningOf`. */
export const meantBy = (agency: string, pseudonym: string): string =>
  `consent.resident_by_pseudonym_v1(${agency}, ${pseudonym})`;

const MEANT = {
  name: 'residents-by-pseudonym',
  text: `SELECT p AS pseudonym, ${meantBy('$1', 'p')} AS id FROM unnest($2::text[]) AS p`,
};

/**
 * The one answer to whom an id means (design 5): `me` to a resident, their agency's pairwise pseudonym to an agency and its
 * staff, to an officer the internal id too. Unknown and unseen are looked up by the same statement and are one answer.
 */
export async function whoIs(on: SqlExecutor, caller: Caller, id: string): Promise<Meaning> {
  if (caller.kind === 'resident') return id === OWN ? ownOf(caller) : NOT_AN_ID;
  if (caller.kind === 'officer' && isInternalId(id)) return { kind: 'internal', id };
  return (await whoAre(on, caller.agency, [id]))(id);
}

/** Whom each of these means to an agency, in one statement for all; what cannot be a pseudonym never reaches the database. */
export async function whoAre(
  on: SqlExecutor,
  agency: string | null,
  ids: readonly string[],
): Promise<(id: string) => Meaning> {
  const asked = [...new Set(ids.filter(isPseudonym))];
  const values = [agency, asked];
  const rows = asked.length === 0 ? [] : await askRows<{ pseudonym: string; id: string | null }>(on, MEANT, values);
  const found = new Map(rows.map(({ pseudonym, id }) => [pseudonym, id]));
  return (id) => meaningOf(id, found.get(id) ?? null);
}

/** `found`: whom `meantBy` answered, which is not asked for what cannot be a pseudonym. */
export function meaningOf(id: string, found: string | null): Meaning {
  if (found !== null) return { kind: 'resident', id: found };
  return isPseudonym(id) ? NOBODY : NOT_AN_ID;
}

const ownOf = ({ residentId }: Caller): Meaning =>
  residentId === null ? NOBODY : { kind: 'resident', id: residentId };
