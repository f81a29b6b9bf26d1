import type { Broker } from '../../api/broker.js';
import type { BundleLine } from './bundle.js';

/** Every bundle that was ever posted: they are few, and their list is in no order that pages could keep. */
export const readBundles = (broker: Broker): Promise<BundleLine[]> => broker.all('/api/policy/v1/bundles');

export const readInForce = async (broker: Broker): Promise<BundleLine | undefined> =>
  (await readBundles(broker)).find(({ inForce }) => inForce);
