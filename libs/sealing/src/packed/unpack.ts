import { formatInstant, type Json } from '#libs/domain';
import { SealingError } from '../sealing-error.js';
import {
  asTimestamp,
  FIRST_WORDS,
  FORM,
  RECENT,
  SMALL_ARRAY,
  SMALL_MOST,
  SMALL_OBJECT,
  TAG,
  RECENT_MOST,
} from './form.js';
import { WORDS } from './words.js';

/** What stands where a fact of the place is named (hex). */
export type PlaceFactOf = (name: string) => Json;

/** Throws `unreadable` for what no release has written. Names come in the order in which they were written. */
export function unpack(bytes: Buffer, placeFact: PlaceFactOf): Json {
  return new Unpacking(bytes, placeFact).detail();
}

export const isPacked = (bytes: Buffer): boolean => bytes[0] === FORM;

class Unpacking {
  private at = 1;
  private readonly written: string[] = [];

  constructor(
    private readonly bytes: Buffer,
    private readonly placeFact: PlaceFactOf,
  ) {}

  detail(): Json {
    const value = this.value();
    if (this.at !== this.bytes.length) throw unknownForm();
    return value;
  }

  private value(): Json {
    const tag = this.byte();
    if (tag < FIRST_WORDS) return word(tag);
    if (tag >= RECENT) return this.again(tag - RECENT);
    if (tag >= SMALL_OBJECT && tag <= SMALL_OBJECT + SMALL_MOST) return this.object(tag - SMALL_OBJECT);
    if (tag >= SMALL_ARRAY && tag <= SMALL_ARRAY + SMALL_MOST) return this.array(tag - SMALL_ARRAY);
    return this.tagged(tag);
  }

  private tagged(tag: number): Json {
    switch (tag) {
      case TAG.null:
        return null;
      case TAG.false:
        return false;
      case TAG.true:
        return true;
      case TAG.whole:
        return this.varint();
      case TAG.number:
        return Number(this.take(this.varint()).toString());
      case TAG.array:
        return this.array(this.varint());
      case TAG.object:
        return this.object(this.varint());
      case TAG.again:
        return this.again(this.varint() + RECENT_MOST);
      case TAG.laterWord:
        return word(this.byte() + FIRST_WORDS);
      case TAG.placeFact:
        return this.placeFact(this.take(32).toString('hex'));
      case TAG.withPlaceFact:
        return this.withPlaceFact();
      default:
        return this.string(tag);
    }
  }

  /** Written out, so one that may be referred to. */
  private string(tag: number): string {
    const place = this.written.length;
    this.written.push('');
    return (this.written[place] = this.writtenOut(tag));
  }

  private writtenOut(tag: number): string {
    switch (tag) {
      case TAG.text:
        return this.take(this.varint()).toString('utf8');
      case TAG.uuid:
        return this.take(16)
          .toString('hex')
          .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
      case TAG.hash:
        return this.take(32).toString('hex');
      case TAG.instant:
        return this.instant();
      case TAG.timestamp:
        return asTimestamp(this.instant());
      default:
        throw unknownForm();
    }
  }

  private again(place: number): string {
    const text = this.written[place];
    if (text === undefined) throw unknownForm();
    return text;
  }

  private instant(): string {
    const bytes = this.take(7);
    return formatInstant(bytes.readUIntBE(0, 3) * 0x1_0000_0000 + bytes.readUInt32BE(3));
  }

  private withPlaceFact(): Json {
    const fact = this.placeFact(this.take(32).toString('hex'));
    return { ...(fact as object), ...(this.value() as object) };
  }

  private array(count: number): Json {
    const items: Json[] = [];
    for (let left = count; left > 0; left--) items.push(this.value());
    return items;
  }

  private object(count: number): Json {
    const entries: [string, Json][] = [];
    for (let left = count; left > 0; left--) entries.push([this.value() as string, this.value()]);
    return Object.fromEntries(entries);
  }

  private varint(): number {
    let value = 0;
    for (let weight = 1; ; weight *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
    }
  }

  private byte(): number {
    return this.take(1)[0]!;
  }

  private take(length: number): Buffer {
    const end = this.at + length;
    if (end > this.bytes.length) throw unknownForm();
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }
}

function word(code: number): string {
  const found = WORDS[code];
  if (found === undefined) throw unknownForm();
  return found;
}

const unknownForm = (): SealingError => new SealingError('unreadable', 'a detail is of a form that is not known here');
