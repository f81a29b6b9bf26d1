import type { Silent } from '../present-silent.js';

/** Says of every kind the first reason. */
export const firstReasonAlone = (silent: Silent): Silent => ({
  ...silent,
  reasons: [{ says: silent.reasons[0]!.says, kinds: silent.reasons.flatMap(({ kinds }) => kinds) }],
});

/** Reads as if there were none. */
export const nothingAsNone = (silent: Silent): Silent => ({
  ...silent,
  reasons: silent.reasons.map((reason) => ({ ...reason, says: reason.says.replace(/^Nothing .*$/, 'None') })),
});
