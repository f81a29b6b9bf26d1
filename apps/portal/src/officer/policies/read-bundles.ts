import { everyPage, type Client } from '#libs/client';
import type { BundleLine } from './bundle.js';

/** Every bundle that was ever posted: they are few, and their list is in no order that pages could keep. */
export const readBundles = (broker: Client): Promise<BundleLine[]> =>
  everyPage((query) => broker.get('/api/policy/v1/bundles', { query }));

/**
 * False where there is surely nothing to roll back to: no other rules were ever in force, or those are stopped. True where a
 * rollback is for the API to answer: rules that were rolled back from were in force, too. Approved for later may be both.
 */
export const hasEarlier = (bundles: readonly BundleLine[]): boolean =>
  bundles.some(({ inForce, stopped, state }) => !inForce && stopped === null && ['past', 'approved'].includes(state));

export const readInForce = async (broker: Client): Promise<BundleLine | undefined> =>
  (await readBundles(broker)).find(({ inForce }) => inForce);
