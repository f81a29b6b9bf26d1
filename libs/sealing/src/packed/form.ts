/**
 * How the details of entries are written since release 0.5: JSON in fewer bytes. The first byte is FORM, which no JSON text begins
 * with. A value is one byte that says what it is, and what follows:
 *
 * - 0x00–0x7f: one of the first 128 WORDS; `laterWord`, a byte: the 128th and those after it;
 * - 0x80–0x8f: an array of up to 15 values, 0x90–0x9f: an object of up to 15 names (each a value) and values; `array`, `object`: of more;
 * - 0xc0–0xff: what was the 1st to 64th string that was written out, as it was; `again`, a number: one after these;
 * - the others as below. A number of length, count or place is a varint (LEB128).
 */
export const FORM = 1;

export const FIRST_WORDS = 128;
export const SMALL_ARRAY = 0x80;
export const SMALL_OBJECT = 0x90;
export const SMALL_MOST = 15;
export const RECENT = 0xc0;
export const RECENT_MOST = 64;

export const TAG = {
  null: 0xa0,
  false: 0xa1,
  true: 0xa2,
  /** A varint. */
  whole: 0xa3,
  /** Any other number: its ECMAScript text, as a length and bytes. */
  number: 0xa4,
  /** A length, UTF-8. */
  text: 0xa5,
  /** 16 bytes. */
  uuid: 0xa6,
  /** A time of `formatInstant`: 7 bytes, microseconds since 1970. */
  instant: 0xa7,
  /** The same, as PostgreSQL writes it into JSON in UTC. */
  timestamp: 0xa8,
  /** 32 bytes as 64 hexadecimal digits. */
  hash: 0xa9,
  array: 0xaa,
  object: 0xab,
  again: 0xac,
  laterWord: 0xad,
  /** The name of a fact of the place (32 bytes), which stands here. */
  placeFact: 0xae,
  /** Such a name, and an object: the properties of both. */
  withPlaceFact: 0xaf,
} as const;

/** A time as PostgreSQL writes `timestamptz` into JSON in UTC: no trailing zeros, and an offset. */
export const asTimestamp = (instant: string): string => `${instant.slice(0, -1).replace(/\.?0+$/, '')}+00:00`;
