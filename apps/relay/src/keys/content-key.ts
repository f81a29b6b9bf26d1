import { newContentKey, openContent, sealContent } from '#libs/sealing';

/** A fresh content key for one delivery, and its form at rest: sealed with the resident's data key, bound to the delivery. */
export function makeContentKey(residentKey: Buffer, deliveryId: string): { contentKey: Buffer; wrapped: Buffer } {
  const contentKey = newContentKey();
  return { contentKey, wrapped: sealContent(contentKey.toString('base64'), residentKey, place(deliveryId)) };
}

export function contentKeyOf(wrapped: Buffer, residentKey: Buffer, deliveryId: string): Buffer {
  return Buffer.from(openContent(wrapped, residentKey, place(deliveryId)) as string, 'base64');
}

const place = (deliveryId: string): string => `content-key/${deliveryId}`;
