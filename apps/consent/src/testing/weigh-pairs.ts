import { judgeMatch, type Likeness } from '#libs/domain';
import type { IdentityIndexes, PersonDetails } from '../resident/identity-indexes.js';
import type { Pair } from './pairs.js';

export interface Weighed {
  readonly joined: number;
  readonly queued: number;
  readonly apart: number;
}

/** How a second agency's details are taken, with the first agency's as all that is known. */
export type Judge = (indexes: IdentityIndexes, one: PersonDetails, other: PersonDetails) => keyof Weighed;

/** As the app does it, without its database. */
export const judged: Judge = (indexes, one, other) => {
  const known = indexes.of(one);
  const said = indexes.of(other);
  const values = known.map(({ value }) => value.toString('hex'));
  const compared = [...said, { kind: 'bare' as const, value: indexes.bare(other) }];
  const hits = compared.filter(({ value }) => values.includes(value.toString('hex'))).map(({ kind }) => kind);
  const found = indexes.finding(other, said).some((value) => values.includes(value.toString('hex')));
  const has = known.map(({ kind }) => kind);
  const likeness: Likeness = {
    ...{ residentId: 'r', hits, has, own: 'no', linked: false, shielded: false, provisionalFor: null },
  };
  const verdict = judgeMatch(
    'B',
    said.map(({ kind }) => kind),
    found ? [likeness] : [],
  );
  if (verdict.outcome === 'joined') return 'joined';
  return verdict.toCheck.length > 0 ? 'queued' : 'apart';
};

export function weigh(pairs: readonly Pair[], judge: (pair: Pair) => keyof Weighed): Weighed {
  const counts = { joined: 0, queued: 0, apart: 0 };
  for (const pair of pairs) counts[judge(pair)] += 1;
  return counts;
}
