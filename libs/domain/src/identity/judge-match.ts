/**
 * What two sets of details of a person can have in common. Each kind is one or more keyed indexes over the named parts, so
 * that they are compared without being read: `person` is family name and birth, `given` the given name and birth, `bare` a
 * person by whose given name nobody can tell them from a twin, `either-order` both names whichever is called which,
 * `…-postcode` with the address, `marked-…` a name with its marks. `born-…` and `initials` only find whose names are worth
 * comparing: a birth one part of which may be mistyped, at an address or with the first letters of both names.
 */
export const LIKENESS_KINDS = [
  'nhs-number',
  'full',
  'person',
  'bare',
  'given',
  'names',
  'either-order',
  'full-postcode',
  'full-uprn',
  'person-postcode',
  'person-uprn',
  'given-postcode',
  'given-uprn',
  'names-postcode',
  'names-uprn',
  'marked-family',
  'marked-given',
  'born-postcode',
  'born-uprn',
  'initials',
] as const;
export type LikenessKind = (typeof LIKENESS_KINDS)[number];

/** Somebody who is here, beside what was sent. */
export interface Likeness {
  readonly residentId: string;
  /** What the sent details and theirs have in common. */
  readonly hits: readonly LikenessKind[];
  /** What is known of them at all: a number that is known and not hit contradicts. */
  readonly has: readonly LikenessKind[];
  /** Names that they go by, read: no further from the sent ones than mistyping goes. */
  readonly nearNames: boolean;
  /** One of their given names may be the sent one, with more or fewer words. */
  readonly fitsGiven: boolean;
  /** The asking agency's own number is theirs; `contested`: theirs and of exactly these details, after a contradiction. */
  readonly own: 'no' | 'yes' | 'contested';
  readonly shielded: boolean;
  /** The agency under which they are provisional; null for somebody certain. */
  readonly provisionalFor: string | null;
}

/** How sure it is that both are one person; what is higher decides alone. */
export type Certainty = 'contested-number' | 'own-number' | 'nhs-number' | 'details' | 'resembles' | 'other';

export interface JoinedVerdict {
  readonly outcome: 'joined';
  readonly residentId: string;
  readonly toCheck: readonly string[];
  /** The agency's own provisional person, who turns out to be them. */
  readonly from?: string;
}

export type MatchVerdict = JoinedVerdict | { readonly outcome: 'new'; readonly toCheck: readonly string[] };

const CERTAIN: readonly Certainty[] = ['contested-number', 'own-number', 'nhs-number', 'details'];

/**
 * Domain 2: the agency's own local id; the NHS number with an agreeing name and birth; or family and given name, birth, and
 * postcode or UPRN; and nothing that contradicts. Twins share a family name, a birth and an address, and one is registered
 * under the other's number: so a given name that differs leaves it open, and so do marks that differ where both wrote some.
 * An address never decides about somebody behind a shield: the answer would confirm it (domain 1.15).
 */
export function certaintyOf(gave: readonly LikenessKind[], other: Likeness): Certainty {
  const hit = (...kinds: LikenessKind[]): boolean => kinds.some((kind) => other.hits.includes(kind));
  const differs = (kind: LikenessKind): boolean => gave.includes(kind) && other.has.includes(kind) && !hit(kind);
  const near = other.nearNames && hit('born-postcode', 'born-uprn', 'initials');
  if (other.own === 'contested') return 'contested-number';
  if (other.own === 'yes') return near || hit('person', 'given', 'names', 'either-order') ? 'own-number' : 'resembles';
  const marksDiffer = (hit('person') && differs('marked-family')) || (hit('given') && differs('marked-given'));
  if (hit('nhs-number')) {
    const agrees = hit('given', 'either-order') || (hit('person') && other.fitsGiven);
    return agrees && !marksDiffer ? 'nhs-number' : 'resembles';
  }
  const fits = hit('full-postcode', 'full-uprn');
  if (differs('nhs-number')) return fits ? 'resembles' : 'other';
  const contradicted = differs('person-postcode') || differs('person-uprn') || marksDiffer;
  if (fits && !contradicted && !other.shielded) return 'details';
  const resembles = hit('full', 'either-order', 'person-postcode', 'person-uprn', 'given-postcode', 'given-uprn');
  const givenUnknown = hit('bare') || (hit('person') && gave.includes('bare'));
  return resembles || givenUnknown || near || hit('names-postcode', 'names-uprn') ? 'resembles' : 'other';
}

/**
 * Who the details are about. What is certain of exactly one person joins them; others as certain in a lesser way are to be
 * checked beside. Anything short of certain makes somebody new, who is provisional while there is anybody to check.
 */
export function judgeMatch(agency: string, gave: readonly LikenessKind[], others: readonly Likeness[]): MatchVerdict {
  const weighed = others.map((other) => ({ other, certainty: certaintyOf(gave, other) }));
  const corrected = correctedBy(agency, gave, weighed);
  if (corrected !== null) return corrected;
  for (const level of CERTAIN) {
    const found = weighed.filter(
      ({ other, certainty }) =>
        certainty === level && (other.provisionalFor === null || other.provisionalFor === agency),
    );
    if (found.length === 1) {
      const { residentId } = found[0]!.other;
      const rivals = weighed.filter(({ certainty }) => CERTAIN.indexOf(certainty) > CERTAIN.indexOf(level));
      return { outcome: 'joined', residentId, toCheck: rivals.map(({ other }) => other.residentId) };
    }
    if (found.length > 1) break;
  }
  const alike = weighed.filter(({ certainty }) => certainty !== 'other');
  return { outcome: 'new', toCheck: alike.map(({ other }) => other.residentId) };
}

interface Weighed {
  readonly other: Likeness;
  readonly certainty: Certainty;
}

/**
 * An agency sends for its own number, which stands for a provisional person, the NHS number and the name of somebody certain:
 * it had misspelt them. They are that person from now on, with every refusal told meanwhile. Only by the number, and only
 * where the names of before are near: an agency that mixes up two twins sends the one's details under the other's number too.
 */
function correctedBy(agency: string, gave: readonly LikenessKind[], weighed: readonly Weighed[]): JoinedVerdict | null {
  const own = weighed.filter(({ other }) => other.own !== 'no' && other.provisionalFor === agency && other.nearNames);
  const certain = weighed.filter(({ other, certainty }) => other.provisionalFor === null && certainty === 'nhs-number');
  if (own.length !== 1 || certain.length !== 1) return null;
  const [{ other: from }, { other: into }] = [own[0]!, certain[0]!];
  const otherNumber =
    gave.includes('nhs-number') && from.has.includes('nhs-number') && !from.hits.includes('nhs-number');
  if (otherNumber || !into.hits.includes('person')) return null;
  const rivals = weighed.filter(
    ({ other, certainty }) => CERTAIN.includes(certainty) && other !== from && other !== into,
  );
  const toCheck = rivals.map(({ other }) => other.residentId);
  return { outcome: 'joined', residentId: into.residentId, toCheck, from: from.residentId };
}
