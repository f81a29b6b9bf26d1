import { DomainError } from '../domain-error.js';

/** Unique property reference number: up to 12 digits, no check digit. It can identify a refuge: location data. */
export type Uprn = string & { readonly __brand: 'Uprn' };

/** The normal form has no leading zeros, so that padded and unpadded spellings compare equal. */
export const isUprn = (text: string): text is Uprn => /^[1-9][0-9]{0,11}$/.test(text);

/** @throws DomainError `uprn-invalid`; the number itself is not in the message. */
export const parseUprn = (text: string): Uprn => {
  const digits = /^[0-9]{1,12}$/.test(text) ? text.replace(/^0+/, '') : text;
  if (!isUprn(digits)) throw new DomainError('uprn-invalid', 'a UPRN is 1 to 12 digits and not zero');
  return digits;
};
