import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { KEY_BYTES, openBox, sealBox } from './sealed-box.js';
import { readSettingFile } from './read-setting-file.js';
import { SealingError } from './sealing-error.js';

const SETTING = 'KEY_FILE';

/**
 * Whose data key holds a thing. Residents' and practitioners' keys are stored (wrapped) and can be erased; the place's is derived.
 * Of a resident the id is theirs alone where the place keeps it, and `<resident>/<agency>` where that agency is the controller.
 */
export interface KeyHolder {
  readonly level: 'resident' | 'practitioner' | 'place';
  readonly id: string;
}

/**
 * The keys of a deployment, from KEY_FILE: JSON `{"kek": base64, "blindIndex": base64}`, 32 bytes each, kept outside the
 * database and its dumps (design 7). Data keys pass through it; it caches none, so an erased one is gone at once.
 */
export class KeyRing {
  readonly #kek: Buffer;
  readonly #blindIndex: Buffer;

  private constructor(kek: Buffer, blindIndex: Buffer) {
    this.#kek = kek;
    this.#blindIndex = blindIndex;
  }

  /** Throws `bad-key-file`, naming the setting, the file and the field at fault. */
  static fromFile(path: string): KeyRing {
    try {
      return KeyRing.fromJson(readSettingFile(SETTING, path));
    } catch (error) {
      const words = error instanceof SealingError ? `${SETTING} names ${path}: ${error.message}` : reasonOf(error);
      throw new SealingError('bad-key-file', words);
    }
  }

  static fromJson(text: string): KeyRing {
    let fields: unknown;
    try {
      fields = JSON.parse(text);
    } catch {
      throw new SealingError('bad-key-file', 'the key file is not JSON');
    }
    return new KeyRing(keyField(fields, 'kek'), keyField(fields, 'blindIndex'));
  }

  /** The text of a new key file with fresh random keys. */
  static generate(): string {
    const key = (): string => randomBytes(KEY_BYTES).toString('base64');
    return JSON.stringify({ kek: key(), blindIndex: key() });
  }

  /** A fresh data key and its wrapped form, which alone is stored. */
  newDataKey(holder: KeyHolder): { dataKey: Buffer; wrapped: Buffer } {
    const dataKey = randomBytes(KEY_BYTES);
    return { dataKey, wrapped: this.wrapKey(dataKey, holder) };
  }

  /** AES-256-GCM under the key-encryption key, bound to its holder: a wrapped key moved to another row does not open. */
  wrapKey(dataKey: Buffer, holder: KeyHolder): Buffer {
    return sealBox(dataKey, this.#kek, keyContext(holder));
  }

  /** Throws `unreadable` when it was wrapped for another holder or by another key ring. */
  unwrapKey(wrapped: Buffer, holder: KeyHolder): Buffer {
    return openBox(wrapped, this.#kek, keyContext(holder), `the wrapped key of a ${holder.level}`);
  }

  /** The place's own data key, for what no person's key can hold (a look-up that found nobody). Lives as long as the ring. */
  placeKey(place: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#kek, '', keyContext({ level: 'place', id: place }), KEY_BYTES));
  }

  /**
   * Keyed HMAC-SHA-256 by which sealed identifiers are looked up. `purpose` (for example `nhs-number`) keeps equal values
   * of different fields apart; the caller normalises `value` first.
   */
  blindIndex(purpose: string, value: string): Buffer {
    return createHmac('sha256', this.#blindIndex).update(`${purpose.length}:${purpose}${value}`).digest();
  }
}

function keyContext(holder: KeyHolder): string {
  return `data-key/v1/${holder.level}/${holder.id}`;
}

function keyField(fields: unknown, name: string): Buffer {
  const value: unknown = typeof fields === 'object' && fields !== null ? Reflect.get(fields, name) : undefined;
  const key = Buffer.from(typeof value === 'string' ? value : '', 'base64');
  if (key.length !== KEY_BYTES)
    throw new SealingError('bad-key-file', `"${name}" of the key file is not 32 bytes in base64`);
  return key;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
