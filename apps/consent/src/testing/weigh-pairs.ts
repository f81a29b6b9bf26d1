import { areNearNames, fitsGivenName, judgeMatch, type Likeness } from '#libs/domain';
import type { IdentityIndexes, PersonDetails } from '../resident/identity-indexes.js';

export interface Weighed {
  readonly joined: number;
  readonly queued: number;
  readonly apart: number;
}

/** How a second agency's details are taken, with the first agency's as all that is known. */
export type Judge = (indexes: IdentityIndexes, one: PersonDetails, other: PersonDetails) => keyof Weighed;

/** As the app does it, without its database; `instead` is what a fault sees of the likeness. */
export function judged(
  indexes: IdentityIndexes,
  one: PersonDetails,
  other: PersonDetails,
  instead: Partial<Likeness> = {},
): keyof Weighed {
  const known = indexes.of(one);
  const said = indexes.of(other);
  const values = known.map(({ value }) => value.toString('hex'));
  const compared = [...said, ...indexes.bare(other)];
  const hits = compared.filter(({ value }) => values.includes(value.toString('hex'))).map(({ kind }) => kind);
  const found = indexes.finding(other, said).some((value) => values.includes(value.toString('hex')));
  const has = known.map(({ kind }) => kind);
  const likeness: Likeness = {
    ...{ residentId: 'r', hits, has, own: 'no', shielded: false, provisionalFor: null },
    ...{ nearNames: areNearNames(one, other), fitsGiven: fitsGivenName(one.givenName, other.givenName) },
    ...instead,
  };
  const verdict = judgeMatch(
    'B',
    said.map(({ kind }) => kind),
    found ? [likeness] : [],
  );
  if (verdict.outcome === 'joined') return 'joined';
  return verdict.toCheck.length > 0 ? 'queued' : 'apart';
}

export function weigh(judged: readonly { readonly taken: keyof Weighed }[]): Weighed {
  const counts = { joined: 0, queued: 0, apart: 0 };
  for (const { taken } of judged) counts[taken] += 1;
  return counts;
}
