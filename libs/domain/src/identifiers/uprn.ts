import { DomainError } from '../domain-error.js';
import { ungrouped } from '../identity/plain-text.js';

/** Unique property reference number: up to 12 digits, no check digit. It can identify a refuge: location data. */
export type Uprn = string & { readonly __brand: 'Uprn' };

/** The normal form has no leading zeros, so that padded and unpadded spellings compare equal. */
export const isUprn = (text: string): text is Uprn => /^[1-9][0-9]{0,11}$/.test(text);

/** A UPRN in its normal form, whatever spaces and leading zeros it came with; null when it is none. */
export function readUprn(text: string): Uprn | null {
  if (text.length > 40) return null;
  const digits = ungrouped(text);
  const plain = /^[0-9]{1,12}$/.test(digits) ? digits.replace(/^0+/, '') : digits;
  return isUprn(plain) ? plain : null;
}

/** @throws DomainError `uprn-invalid`; the number itself is not in the message. */
export function parseUprn(text: string): Uprn {
  const uprn = readUprn(text);
  if (uprn === null) throw new DomainError('uprn-invalid', 'a UPRN is 1 to 12 digits and not zero');
  return uprn;
}
