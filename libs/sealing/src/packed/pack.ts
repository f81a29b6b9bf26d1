import { formatInstant, parseInstant, type ToJson } from '#libs/domain';
import { SealingError } from '../sealing-error.js';
import {
  asTimestamp,
  FIRST_WORDS,
  FORM,
  RECENT,
  RECENT_MOST,
  SMALL_ARRAY,
  SMALL_MOST,
  SMALL_OBJECT,
  TAG,
} from './form.js';
import { PlaceFact, WithPlaceFact } from './place-fact.js';
import { WORDS } from './words.js';

const CODES = new Map(WORDS.map((word, code) => [word, code]));
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|\+00:00)$/;
const LONE_SURROGATE = /\p{Surrogate}/u;
/** More than any detail may have: what does not fit is refused by its padding, too. */
const MOST_BYTES = 65_536;
const ROOM = 64;

export interface Packed {
  readonly bytes: Buffer;
  /** Names of the facts of the place that it rests on, each once. */
  readonly placeFacts: readonly string[];
}

/** What JSON cannot say (undefined, NaN, a lone surrogate, a Date) throws instead of vanishing; so does what is too large. */
export function pack(detail: ToJson): Packed {
  return new Packing().pack(detail);
}

class Packing {
  private bytes = Buffer.allocUnsafe(2048);
  private at = 0;
  private readonly written = new Map<string, number>();
  private readonly placeFacts = new Set<string>();

  pack(detail: ToJson): Packed {
    this.byte(FORM);
    this.value(detail);
    return { bytes: this.bytes.subarray(0, this.at), placeFacts: [...this.placeFacts] };
  }

  private value(value: unknown): void {
    if (typeof value === 'string') this.string(value);
    else if (value === null) this.byte(TAG.null);
    else if (typeof value === 'boolean') this.byte(value ? TAG.true : TAG.false);
    else if (typeof value === 'number') this.number(value);
    else if (Array.isArray(value)) this.array(value);
    else if (value instanceof PlaceFact) this.placeFact(TAG.placeFact, value);
    else if (value instanceof WithPlaceFact) {
      this.placeFact(TAG.withPlaceFact, value.fact);
      this.object(value.own);
    } else if (isPlainObject(value)) this.object(value);
    else throw notJson();
  }

  private array(items: readonly unknown[]): void {
    this.count(items.length, SMALL_ARRAY, TAG.array);
    for (const item of items) this.value(item);
  }

  private object(value: object): void {
    const entries = Object.entries(value);
    this.count(entries.length, SMALL_OBJECT, TAG.object);
    for (const [name, of] of entries) {
      this.string(name);
      this.value(of);
    }
  }

  private number(value: number): void {
    if (Number.isInteger(value) && value >= 0 && value < 0x8000_0000) {
      this.byte(TAG.whole);
      this.varint(value);
    } else if (Number.isFinite(value)) {
      this.byte(TAG.number);
      this.utf8(JSON.stringify(value));
    } else throw notJson();
  }

  private string(text: string): void {
    const code = CODES.get(text);
    if (code !== undefined) return this.word(code);
    const place = this.written.get(text);
    if (place !== undefined) return this.again(place);
    this.written.set(text, this.written.size);
    const { length } = text;
    if (length === 36 && UUID.test(text)) this.hex(TAG.uuid, text.replaceAll('-', ''), 16);
    else if (length === 64 && HASH.test(text)) this.hex(TAG.hash, text, 32);
    else if (!(length >= 20 && length <= 32 && TIME.test(text) && this.time(text))) {
      if (LONE_SURROGATE.test(text)) throw notJson();
      this.byte(TAG.text);
      this.utf8(text);
    }
  }

  private word(code: number): void {
    if (code >= FIRST_WORDS) this.byte(TAG.laterWord);
    this.byte(code >= FIRST_WORDS ? code - FIRST_WORDS : code);
  }

  private again(place: number): void {
    if (place < RECENT_MOST) return this.byte(RECENT + place);
    this.byte(TAG.again);
    this.varint(place - RECENT_MOST);
  }

  /** Whether it is written as one of those that come out again as they were. */
  private time(text: string): boolean {
    const instant = parsed(text);
    if (instant < 0) return false;
    const written = formatInstant(instant);
    const tag = text === written ? TAG.instant : text === asTimestamp(written) ? TAG.timestamp : undefined;
    if (tag === undefined) return false;
    this.byte(tag);
    this.room(7);
    this.at = this.bytes.writeUIntBE(Math.floor(instant / 0x1_0000_0000), this.at, 3);
    this.at = this.bytes.writeUInt32BE(instant % 0x1_0000_0000, this.at);
    return true;
  }

  private placeFact(tag: number, { name }: PlaceFact): void {
    this.placeFacts.add(name);
    this.hex(tag, name, 32);
  }

  private hex(tag: number, digits: string, length: number): void {
    this.byte(tag);
    this.room(length);
    this.at += this.bytes.write(digits, this.at, 'hex');
  }

  private utf8(text: string): void {
    const length = Buffer.byteLength(text);
    this.varint(length);
    this.room(length);
    this.at += this.bytes.write(text, this.at);
  }

  private count(count: number, small: number, tag: number): void {
    if (count <= SMALL_MOST) return this.byte(small + count);
    this.byte(tag);
    this.varint(count);
  }

  private varint(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) this.byte((rest & 0x7f) | 0x80);
    this.byte(rest);
  }

  private byte(value: number): void {
    this.room(1);
    this.bytes[this.at] = value;
    this.at += 1;
  }

  private room(length: number): void {
    if (this.at + length <= this.bytes.length) return;
    if (this.at + length > MOST_BYTES) throw new SealingError('too-large', `a detail has at most ${MOST_BYTES} bytes`);
    const grown = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + length + ROOM));
    this.bytes.copy(grown, 0, 0, this.at);
    this.bytes = grown;
  }
}

function parsed(text: string): number {
  try {
    return parseInstant(text);
  } catch {
    return -1;
  }
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const notJson = (): SealingError => new SealingError('not-json', 'a detail holds what JSON cannot say');
