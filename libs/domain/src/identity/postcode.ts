import { ungrouped } from './plain-text.js';

const FORM = /^([A-Z]{1,2}[0-9][0-9A-Z]?|GIR)([0-9][A-Z]{2})$/;

/** A postcode with one space, in capitals, whatever spaces and case it came in; null when it is of no such form. */
export function readPostcode(text: string): string | null {
  if (text.length > 40) return null;
  const parts = FORM.exec(ungrouped(text).toUpperCase());
  return parts === null ? null : `${parts[1]!} ${parts[2]!}`;
}
