/**
 * Rights to be told that are none of sharing, so that no policy decides them: an agency may see what became of a record that
 * it posted itself. In the log they stand as the rule of a decision.
 */
export const OTHER_RIGHTS = ['own-record'] as const;
export type OtherRight = (typeof OTHER_RIGHTS)[number];

export const isOtherRight = (rule: string): rule is OtherRight => OTHER_RIGHTS.some((right) => right === rule);

/** Whether rules made a decision, so that these or other rules, or the referee, can be asked the same again. */
export const isByRules = ({ decision }: { readonly decision: { readonly rule: string } }): boolean =>
  !isOtherRight(decision.rule);
