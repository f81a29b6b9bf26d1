import type { IdempotencyStore } from '#libs/http';

type Parts = Partial<Pick<IdempotencyStore, 'claim' | 'once'>>;

/** The fault: a stop waits for a claim that may be a dead request's. */
export function waitingKeys(store: IdempotencyStore): Parts {
  const claim = store.claim.bind(store);
  return { claim: (request) => claim(request) };
}

/** The fault: what a request did is not committed with its answer, so a repeat does it again. */
export const forgetfulKeys = (): Parts => ({ once: (_tx, _claimed, work) => work() });
