import type { Rule } from '#libs/cedar';
import { not, or, type Formula } from '../logic/formula.js';
import type { FamilyProver } from '../family-prover.js';
import { obligationsOf } from '../pages/check-invariant.js';
import type { ReadRule } from '../space/read-rule.js';
import type { Words } from './words.js';

const MOST_UNSPOKEN = 6;

/** Whether a permit gives all that another gives: the same basis, and at least its obligations. */
const covers = (one: Rule, other: Rule): boolean =>
  one.annotations['basis'] === other.annotations['basis'] &&
  obligationsOf(other).every((part) => obligationsOf(one).includes(part));

/** What says the rule's say before it: earlier forbids, or permits that give as much. */
const rivalsOf = ({ rule }: ReadRule, { rules }: FamilyProver, precedence: readonly string[]): ReadRule[] =>
  rules.filter(({ rule: other }) =>
    other.id === rule.id || other.effect !== rule.effect
      ? false
      : rule.effect === 'permit'
        ? covers(other, rule)
        : precedence.includes(other.id) && precedence.indexOf(other.id) < precedence.indexOf(rule.id),
  );

const firing = (read: ReadRule, prover: FamilyProver): Formula[] =>
  read.rule.effect === 'forbid' ? [read.satisfied] : [read.satisfied, ...prover.permitted()];

/** Ids of rules that no request of any family satisfies; permits, that none is permitted by. */
export function findNeverFiring(provers: readonly FamilyProver[]): string[] {
  const ids = provers[0]?.rules.map(({ rule }) => rule.id) ?? [];
  return ids.filter((id) =>
    provers.every((prover) =>
      prover.rules.every((read) => read.rule.id !== id || !prover.exists(firing(read, prover))),
    ),
  );
}

/** Rules that fire, but never alone: whenever one does, one of `by` has said as much before it. */
export function findShadowed(
  provers: readonly FamilyProver[],
  precedence: readonly string[],
  neverFires: readonly string[],
): { rule: string; by: string[] }[] {
  const adds = (id: string, without: (rival: string) => boolean): boolean =>
    provers.some((prover) =>
      prover.rules.some((read) => {
        if (read.rule.id !== id) return false;
        const rivals = rivalsOf(read, prover, precedence).filter(({ rule }) => without(rule.id));
        return prover.exists([...firing(read, prover), ...rivals.map(({ unsatisfied }) => unsatisfied)]);
      }),
    );
  const [first] = provers;
  const candidates = (first?.rules ?? []).filter(({ rule }) => !neverFires.includes(rule.id));
  return candidates.flatMap((read) => {
    const { id } = read.rule;
    let rivals = first ? rivalsOf(read, first, precedence).map(({ rule }) => rule.id) : [];
    if (rivals.length === 0 || adds(id, () => true)) return [];
    for (const rival of [...rivals]) {
      const fewer = rivals.filter((one) => one !== rival);
      if (!adds(id, (one) => fewer.includes(one))) rivals = fewer;
    }
    return [{ rule: id, by: rivals }];
  });
}

/**
 * Kinds of request that no rule is satisfied by, each as near to the ordinary as it can be and told by what it departs
 * in; at most a few, each departing otherwise than those before.
 */
export function findUnspoken(prover: FamilyProver, words: Words): string[] {
  const silent = prover.rules.map(({ unsatisfied }) => unsatisfied);
  const told: string[] = [];
  const barred: Formula[] = [];
  while (told.length < MOST_UNSPOKEN) {
    const { outcome } = prover.search([...silent, ...barred]);
    if (!('found' in outcome)) return told;
    const masks = prover.shrink(silent, prover.smallest([...silent, ...barred], outcome.found));
    const unusual = words.unusual(masks);
    told.push(words.tell(unusual, masks));
    if (unusual.length === 0) return told;
    barred.push(or(...unusual.map((number) => not(prover.literalOf(number, masks[number] ?? 0)))));
  }
  return [...told, 'and others'];
}
