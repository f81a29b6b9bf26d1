import type { Decision } from '#libs/domain';

/** A relay's own answers about an agency's own records are in the log too, and none of the decision point's. */
const OWN_ANSWERS = new Set(['own-record']);

/** Whether rules made a decision, so that other rules, or the referee, can be asked the same. */
export const isByRules = ({ decision }: { readonly decision: Decision }): boolean => !OWN_ANSWERS.has(decision.rule);
