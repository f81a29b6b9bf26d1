import type { Broker } from '../../api/broker.js';
import type { BundleLine } from './bundle.js';

/** Every bundle that was ever posted: they are few, and their list is in no order that pages could keep. */
export const readBundles = (broker: Broker): Promise<BundleLine[]> => broker.all('/api/policy/v1/bundles');

/**
 * False where there is surely nothing to roll back to: no other rules were ever in force, or those are stopped. True where a
 * rollback is for the API to answer: rules that were rolled back from were in force, too. Approved for later may be both.
 */
export const hasEarlier = (bundles: readonly BundleLine[]): boolean =>
  bundles.some(({ inForce, stopped, state }) => !inForce && stopped === null && ['past', 'approved'].includes(state));

export const readInForce = async (broker: Broker): Promise<BundleLine | undefined> =>
  (await readBundles(broker)).find(({ inForce }) => inForce);
