import { ungrouped } from './plain-text.js';

const FORM = /^([A-Z]{1,2}[0-9][0-9A-Z]?|GIR)([0-9][A-Z]{2})$/;

/** A postcode with one space, in capitals, whatever spaces and case it came in; null when it is of no such form. */
export function readPostcode(text: string): string | null {
  if (text.length > 40) return null;
  const parts = FORM.exec(asMeant(ungrouped(text).toUpperCase()));
  return parts === null ? null : `${parts[1]!} ${parts[2]!}`;
}

/** An area of letters, a digit, perhaps one more sign, and a digit before the last two letters; as it looks. */
const LOOKS = [
  /^([A-Z]{2})([0-9OIL])([0-9A-Z]?)([0-9OIL])([A-Z]{2})$/,
  /^([A-Z])([0-9OIL])([0-9A-Z]?)([0-9OIL])([A-Z]{2})$/,
  /^([A-Z01]{2})([0-9OIL])([0-9A-Z]?)([0-9OIL])([A-Z]{2})$/,
];
const digit = (sign: string): string => sign.replace('O', '0').replace(/[IL]/, '1');
const letter = (signs: string): string => signs.replaceAll('0', 'O').replaceAll('1', 'I');

/**
 * Where a letter and a digit look alike, only one of them can stand: no outward code has O, I or L after its first digit,
 * and an inward code begins with a digit. What was typed for the other is read as meant; no two postcodes become one.
 */
function asMeant(typed: string): string {
  const parts = LOOKS.map((looks) => looks.exec(typed)).find((found) => found !== null);
  if (!parts) return typed;
  const [, area = '', first = '', more = '', inward = '', last = ''] = parts;
  return `${letter(area)}${digit(first)}${digit(more)}${digit(inward)}${last}`;
}
