import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SealingError } from './sealing-error.js';

export const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** What sealing adds: a random 96-bit IV in front and the 128-bit tag behind (NIST SP 800-38D). */
export const BOX_OVERHEAD = IV_BYTES + TAG_BYTES;

/** AES-256-GCM. `context` is authenticated, not stored: opening needs the same one, so boxes cannot change places. */
export function sealBox(plain: Uint8Array, key: Buffer, context: string): Buffer {
  requireKey(key);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws `unreadable`, saying only what kind of thing (`what`) did not open. */
export function openBox(box: Buffer, key: Buffer, context: string, what: string): Buffer {
  requireKey(key);
  if (box.length < BOX_OVERHEAD) throw new SealingError('unreadable', `${what} is cut short`);
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(context))
    .setAuthTag(box.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(box.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new SealingError('unreadable', `${what} does not open with this key`);
  }
}

export function requireKey(key: Buffer): void {
  if (key.length !== KEY_BYTES) throw new SealingError('bad-key', `a key has ${KEY_BYTES} bytes, not ${key.length}`);
}
