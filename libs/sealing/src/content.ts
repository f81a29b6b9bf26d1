import type { Json, ToJson } from '#libs/domain';
import { openBox, sealBox } from './sealed-box.js';

/** Seals JSON text as it is, with the digits of its numbers; for the rest as `sealContent`. */
export function sealText(text: string, dataKey: Buffer, place: string): Buffer {
  return sealBox(Buffer.from(text), dataKey, contentContext(place));
}

/**
 * Seals JSON (a record's body, an identifier, a name) under the resident's data key. `place` names where it is stored, for
 * example `record/<id>`: sealed content that is moved to another row does not open there.
 */
export function sealContent(content: ToJson, dataKey: Buffer, place: string): Buffer {
  return sealText(JSON.stringify(content), dataKey, place);
}

/** Throws `unreadable` for another key (also after erasure), another place, or a changed byte. */
export function openContent(sealed: Buffer, dataKey: Buffer, place: string): Json {
  return JSON.parse(openText(sealed, dataKey, place)) as Json;
}

/** The JSON text that was sealed; throws as `openContent`. */
export function openText(sealed: Buffer, dataKey: Buffer, place: string): string {
  return openBox(sealed, dataKey, contentContext(place), 'sealed content').toString('utf8');
}

const contentContext = (place: string): string => `content/v1/${place}`;
