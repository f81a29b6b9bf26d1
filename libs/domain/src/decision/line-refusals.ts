/**
 * Refusals that only the release line knows: they stand in for a permit. An entry of the log gives one of these as its reason
 * or one of REASON_CODES, so whoever puts a reason in words needs words for both. The list is closed and only grows.
 */
export const LINE_REFUSALS = [
  'replaced',
  'gone',
  'not-linked',
  'facts-moved',
  'busy',
  'obligation-not-kept',
  'unreadable',
] as const;
export type LineRefusal = (typeof LINE_REFUSALS)[number];
