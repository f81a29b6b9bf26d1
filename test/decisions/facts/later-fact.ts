import type fc from 'fast-check';
import type { Facts } from '#libs/pdp';
import type { Step } from '../oracle/answer.js';

/** The steps of domain 1.5 at which a later fact may speak, beside what speaks there already. */
export type LawStep = 'hard bars' | 'restriction' | 'instructions' | 'relationship';

/** What the tests of decisions need to know of a fact that came after the first ones: the default export of its file here. */
export interface LaterFact {
  /** Its properties, drawn: mostly such that nothing follows. */
  readonly drawn: fc.Arbitrary<Partial<Facts>>;
  /** What domain.md says of it, and where; written from that page and from no rule. The oracle asks it. */
  readonly law: { readonly step: LawStep; readonly says: Step };
  /** Ways to make it stricter, which never turn a denial into a permit. */
  readonly stricter: readonly ((facts: Facts) => Facts)[];
}
