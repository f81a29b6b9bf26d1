import type { relay } from '#libs/client';
import { agree } from '../agree.js';
import type { Seen } from '../script.js';

/** A view that was asked for as a whole: what was decided, where all decisions agree, and nothing beside it. */
export function seenOfView({ decisions, records }: relay.ViewAnswer): Seen {
  const outcome = agree(decisions.map((decision) => decision.outcome));
  return {
    outcome: outcome === 'deny' && records.length > 0 ? 'deny, and yet there are records' : outcome,
    reason: agree(decisions.map(({ reason }) => reason)),
    agreement: agree(decisions.map(({ agreement }) => agreement)),
    basis: agree(decisions.map(({ basis }) => basis)),
  };
}
