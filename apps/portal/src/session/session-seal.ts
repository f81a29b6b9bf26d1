import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SessionContent } from './session.js';

const NONCE = 12;
const TAG = 16;

/** Seals what stands in sessions (AES-256-GCM, bound to the row), so that a dump of the database signs nobody in. */
export class SessionSeal {
  constructor(private readonly key: Buffer) {
    if (key.length !== 32) throw new Error('the session key must be 32 bytes in base64');
  }

  static fromFile(file: string): SessionSeal {
    return new SessionSeal(Buffer.from(readFileSync(file, 'utf8').trim(), 'base64'));
  }

  seal(content: SessionContent, row: Buffer): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(row);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** Undefined when it was not sealed with this key for this row: a session of before a change of keys is over. */
  open(sealed: Buffer, row: Buffer): SessionContent | undefined {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(0, NONCE)).setAAD(row);
      decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
      const text = Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
      return JSON.parse(text.toString('utf8')) as SessionContent;
    } catch {
      return undefined;
    }
  }
}
