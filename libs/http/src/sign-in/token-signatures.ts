import { hash, type KeyObject } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import type { Algorithm } from './signing-keys.js';

/** A day's practitioners of a large place. One costs some 200 bytes. */
const REMEMBERED = 10_000;

/**
 * Whether a key made a token's signature. One that was proved is remembered with that very key, by the token's SHA-256 and never by
 * the token itself, and the arithmetic is skipped the next time; nothing else about a token is kept, and no refusal is. A key set
 * that was fetched again holds new keys, so that each token is proved against it anew.
 */
export class TokenSignatures {
  private readonly proved = new Map<string, KeyObject>();

  /** `most` are remembered; the oldest leave. */
  constructor(private readonly most = REMEMBERED) {}

  get remembered(): number {
    return this.proved.size;
  }

  holds(token: string, key: KeyObject, algorithm: Algorithm): boolean {
    const digest = hash('sha256', token, 'base64url');
    if (this.isProved(this.proved.get(digest), key)) return true;
    if (!this.prove(token, key, algorithm)) return false;
    this.remember(digest, key);
    return true;
  }

  protected isProved(by: KeyObject | undefined, key: KeyObject): boolean {
    return by === key;
  }

  /** The signature alone: what the token says is checked at each use, by whoever asks. */
  protected prove(token: string, key: KeyObject, algorithm: Algorithm): boolean {
    try {
      jsonwebtoken.verify(token, key, { algorithms: [algorithm], ignoreExpiration: true, ignoreNotBefore: true });
      return true;
    } catch {
      return false;
    }
  }

  private remember(digest: string, key: KeyObject): void {
    this.proved.delete(digest);
    this.proved.set(digest, key);
    for (const oldest of this.proved.keys()) {
      if (this.proved.size <= this.most) return;
      this.proved.delete(oldest);
    }
  }
}
