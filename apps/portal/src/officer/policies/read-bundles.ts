import type { Page } from '#libs/contracts';
import type { Broker } from '../../api/broker.js';
import type { BundleLine } from './bundle.js';

const AT_ONCE = 200;

/** Every bundle that was ever posted: they are few, and their list is in no order that pages could keep. */
export async function readBundles(broker: Broker): Promise<BundleLine[]> {
  const found: BundleLine[] = [];
  let after: string | undefined;
  do {
    const page: Page<BundleLine> = await broker.get('/api/policy/v1/bundles', { limit: AT_ONCE, after });
    found.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found;
}

export const readInForce = async (broker: Broker): Promise<BundleLine | undefined> =>
  (await readBundles(broker)).find(({ inForce }) => inForce);
