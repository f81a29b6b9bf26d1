import { newContentKey, unlessUnreadable } from '#libs/sealing';
import type { HeldKey } from '#libs/trail';

/** A fresh content key for one delivery, and its form at rest: sealed with the key that holds its record, bound to the delivery. */
export function makeContentKey(key: HeldKey, deliveryId: string): { contentKey: Buffer; wrapped: Buffer } {
  const contentKey = newContentKey();
  return { contentKey, wrapped: key.seal(contentKey.toString('base64'), place(deliveryId)) };
}

/** Nothing where it does not open. */
export function contentKeyOf(wrapped: Buffer, key: HeldKey, deliveryId: string): Buffer | undefined {
  const opened = unlessUnreadable(() => key.open(wrapped, place(deliveryId)));
  return opened === undefined ? undefined : Buffer.from(opened as string, 'base64');
}

const place = (deliveryId: string): string => `content-key/${deliveryId}`;
