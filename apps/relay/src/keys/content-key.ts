import { newContentKey } from '#libs/sealing';
import type { HeldKey } from '#libs/trail';

/** A fresh content key for one delivery, and its form at rest: sealed with the resident's data key, bound to the delivery. */
export function makeContentKey(residentKey: HeldKey, deliveryId: string): { contentKey: Buffer; wrapped: Buffer } {
  const contentKey = newContentKey();
  return { contentKey, wrapped: residentKey.seal(contentKey.toString('base64'), place(deliveryId)) };
}

export function contentKeyOf(wrapped: Buffer, residentKey: HeldKey, deliveryId: string): Buffer {
  return Buffer.from(residentKey.open(wrapped, place(deliveryId)) as string, 'base64');
}

const place = (deliveryId: string): string => `content-key/${deliveryId}`;
