import type { HistoryLine } from '../record/answers.js';
import { toResident, type Telling } from '../record/telling.js';

/**
 * Rules whose own words tell more than their legal mode or reason does: two rules of one mode may rest on different things,
 * like a recorded relationship and somebody's own claim of one. The spec beside this holds every rule of `policies/` to it.
 */
export const PERMITS_WITH_WORDS = [
  ...['direct-care', 'direct-care-self-claimed', 'explicit', 'best-interests', 'safeguarding'],
  ...['safeguarding-override', 'vital', 'legal-duty', 'secondary-use'],
] as const;

/** A denial is told by its reason, but for these, which share theirs with another rule. */
export const DENIALS_WITH_WORDS = ['secondary-use-only'] as const;

type Ruled = Pick<HistoryLine, 'rule' | 'basis' | 'reason'>;

const ruleWords = (rule: string | null, known: readonly string[], { t }: Telling): string | undefined =>
  rule !== null && known.includes(rule) ? t(`resident.rule.${rule}`) : undefined;

/** What a permit rested on. A rule that is newer than these words is told by its legal mode. */
export const sayBasis = ({ rule, basis }: Ruled, telling: Telling): string | undefined =>
  basis === null ? undefined : (ruleWords(rule, PERMITS_WITH_WORDS, telling) ?? toResident(telling.t, 'basis', basis));

/** Why something was refused; what the rules let through may still be refused on its way out, and that reason counts. */
export const sayReason = ({ rule, reason }: Ruled, telling: Telling): string | undefined =>
  reason === null
    ? undefined
    : (ruleWords(rule, DENIALS_WITH_WORDS, telling) ?? toResident(telling.t, 'reason', reason));
