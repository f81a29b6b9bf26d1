import type { Json } from '#libs/tlog';
import { openBox, sealBox } from './sealed-box.js';

/**
 * Seals JSON (a record's body, an identifier, a name) under the resident's data key. `place` names where it is stored, for
 * example `record/<id>`: sealed content that is moved to another row does not open there.
 */
export function sealContent(content: Json, dataKey: Buffer, place: string): Buffer {
  return sealBox(Buffer.from(JSON.stringify(content)), dataKey, contentContext(place));
}

/** Throws `unreadable` for another key (also after erasure), another place, or a changed byte. */
export function openContent(sealed: Buffer, dataKey: Buffer, place: string): Json {
  const plain = openBox(sealed, dataKey, contentContext(place), 'sealed content');
  return JSON.parse(plain.toString('utf8')) as Json;
}

const contentContext = (place: string): string => `content/v1/${place}`;
