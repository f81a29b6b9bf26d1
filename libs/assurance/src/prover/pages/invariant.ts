/** A Cedar condition of a page, and where it stands. */
export interface PageCondition {
  text: string;
  file: string;
  line: number;
}

/**
 * What an invariant claims of every request that the schema and the assumptions allow. "Permitted" is the decision
 * point's answer on one ground: Cedar allows and no rule errs.
 */
export type Claim =
  | { kind: 'never permitted when'; when: PageCondition }
  | { kind: 'permitted only if'; when: PageCondition }
  | { kind: 'always permitted when'; when: PageCondition }
  /** Denied, and this is the rule that is told: the first in the order of precedence. */
  | { kind: 'denied by'; rule: string; when: PageCondition }
  /** Where it is permitted, what permits it carries this obligation. */
  | { kind: 'always carries'; obligation: string; when: PageCondition }
  /** Where a request is denied with the first value, it is denied with the second. */
  | { kind: 'no gain from'; change: PageCondition; when: PageCondition | null };

export interface Invariant {
  id: string;
  /** What it promises, in a sentence for those who sign it. */
  says: string;
  file: string;
  line: number;
  claim: Claim;
}

/** What `invariants/*.yaml` of a bundle state. */
export interface InvariantPages {
  invariants: Invariant[];
  /** Taken for granted of every request, and printed. */
  assume: { says: string; holds: PageCondition }[];
  /** What is ordinary: a counterexample departs from it as little as it can, and its words leave it out. */
  ordinary: PageCondition[];
  /** Noun phrases for attributes, by path. */
  words: ReadonlyMap<string, string>;
  /** How many values each attribute may have in practice, by path: the raw size. */
  sizes: ReadonlyMap<string, string>;
}
