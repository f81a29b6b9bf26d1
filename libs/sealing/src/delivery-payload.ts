import { randomBytes } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import type { Json } from '#libs/domain';
import { KEY_BYTES, requireKey } from './sealed-box.js';
import { SealingError } from './sealing-error.js';

/** A delivery's own content key: handed out by an opening, destroyed by a terminal loss of basis (design 6). */
export function newContentKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/** Seals JSON text as JWE compact (RFC 7516), `dir` with A256GCM. The header holds the random delivery id and nothing about the person. */
export async function sealDelivery(payload: string, contentKey: Buffer, deliveryId: string): Promise<string> {
  requireKey(contentKey);
  return new CompactEncrypt(Buffer.from(payload))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: deliveryId })
    .encrypt(contentKey);
}

/** Accepts `dir` with A256GCM and the expected delivery only; throws `unreadable` otherwise. */
export async function openDelivery(jwe: string, contentKey: Buffer, deliveryId: string): Promise<Json> {
  return JSON.parse(await openDeliveryText(jwe, contentKey, deliveryId)) as Json;
}

/** The JSON text that was sealed, with the digits of its numbers; throws as `openDelivery`. */
export async function openDeliveryText(jwe: string, contentKey: Buffer, deliveryId: string): Promise<string> {
  requireKey(contentKey);
  const options = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
  const opened = await compactDecrypt(jwe, contentKey, options).catch(() => {
    throw new SealingError('unreadable', 'the payload of a delivery does not open with this key');
  });
  if (opened.protectedHeader.kid !== deliveryId) {
    throw new SealingError('unreadable', 'the payload is that of another delivery');
  }
  return Buffer.from(opened.plaintext).toString('utf8');
}
