import type { Bundle, Rule } from '#libs/cedar';
import { isLegalMode, REASON_CODES, type LegalMode, type ReasonCode } from '#libs/domain';
import { findUnknownObligation, obligationNames } from './obligations.js';
import { OWN_RULES } from './own-rules.js';

/** What the decision point reads of one rule's annotations. */
export interface BookedRule {
  id: string;
  /** Place among the forbids in the order of domain 1.5; past its end for a rule that has none there. */
  place: number;
  explain: string;
  /** Of a forbid; `default-deny` where it names none that is known. */
  reason: ReasonCode;
  /** Of a permit; null where it names none that is known. */
  basis: LegalMode | null;
  obligations: readonly string[];
  /** Whether every obligation that it names can be kept. */
  keepable: boolean;
}

export type RuleBook = ReadonlyMap<string, BookedRule>;

const isReason = (text: string | undefined): text is ReasonCode =>
  (REASON_CODES as readonly (string | undefined)[]).includes(text);

function book(rule: Rule, { precedence }: Bundle): BookedRule {
  const { reason, basis, explain } = rule.annotations;
  const place = precedence.indexOf(rule.id);
  const obligations = obligationNames(rule);
  return {
    id: rule.id,
    place: place < 0 ? precedence.length : place,
    explain: explain ?? (rule.effect === 'forbid' ? OWN_RULES['default-deny'] : ''),
    reason: isReason(reason) ? reason : 'default-deny',
    basis: basis !== undefined && isLegalMode(basis) ? basis : null,
    obligations,
    keepable: findUnknownObligation(obligations) === null,
  };
}

const books = new WeakMap<Bundle, RuleBook>();

/** The rules of a bundle, read once: a bundle never changes. */
export function ruleBookOf(bundle: Bundle): RuleBook {
  let rules = books.get(bundle);
  if (!rules) {
    rules = new Map([...bundle.rules.values()].map((rule) => [rule.id, book(rule, bundle)]));
    books.set(bundle, rules);
  }
  return rules;
}
