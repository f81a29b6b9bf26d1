import type { KeyHolder } from '#libs/sealing';
import { HeldKey } from '../data-key.js';
import { KeyReader } from '../key-reader.js';

/** The fault: one key that cannot be read throws, and takes every other key of its statement with it. */
export class ThrowsForAll extends KeyReader {
  protected override unwrap(holder: KeyHolder, wrapped: Buffer): HeldKey {
    return new HeldKey(holder, this.ring.unwrapKey(wrapped, holder));
  }
}
