import { newContentKey } from '#libs/sealing';
import type { HeldKey } from '#libs/trail';

/** A fresh content key for one delivery, and its form at rest: sealed with the key that holds its record, bound to the delivery. */
export function makeContentKey(key: HeldKey, deliveryId: string): { contentKey: Buffer; wrapped: Buffer } {
  const contentKey = newContentKey();
  return { contentKey, wrapped: key.seal(contentKey.toString('base64'), place(deliveryId)) };
}

export function contentKeyOf(wrapped: Buffer, key: HeldKey, deliveryId: string): Buffer {
  return Buffer.from(key.open(wrapped, place(deliveryId)) as string, 'base64');
}

const place = (deliveryId: string): string => `content-key/${deliveryId}`;
