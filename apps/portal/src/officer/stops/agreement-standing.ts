import type { AgreementLine } from '../agreements/agreement.js';

export type Way = 'stop' | 'resume';

/** How an agreement stands to a step of its emergency stop: it can be taken, was taken already, or there is nothing to take. */
export type Standing = 'open' | 'done' | 'not-in-force';

/** A stop that was taken back is over also where the agreement's own end came meanwhile: nothing takes that one back up. */
export function standingTo(
  way: Way,
  { state, expiresAt }: Pick<AgreementLine, 'state' | 'expiresAt'>,
  now: Date,
): Standing {
  const runs = state === 'live' || state === 'under-review';
  const stopped = state === 'suspended';
  if (way === 'stop') return runs ? 'open' : stopped ? 'done' : 'not-in-force';
  if (runs) return 'done';
  const over = expiresAt !== null && new Date(expiresAt) <= now;
  return stopped && !over ? 'open' : 'not-in-force';
}
