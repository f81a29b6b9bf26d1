import { DomainError } from '../domain-error.js';

/** Ten digits whose check digit holds. That says nothing about whose number it is (domain 1.10). */
export type NhsNumber = string & { readonly __brand: 'NhsNumber' };

export const NHS_NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';

/** Modulus 11: weights 10 to 2, 11 minus the remainder; 11 counts as 0, and 10 makes the number invalid. */
const checkDigit = (digits: string): number => {
  const sum = [...digits.slice(0, 9)].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  return (11 - (sum % 11)) % 11;
};

export const isNhsNumber = (text: string): text is NhsNumber =>
  /^[0-9]{10}$/.test(text) && checkDigit(text) === Number(text[9]);

/**
 * Reads a number as people write it, with single spaces or hyphens between groups.
 * @throws DomainError `nhs-number-invalid`; the number itself is not in the message.
 */
export const parseNhsNumber = (text: string): NhsNumber => {
  const digits = /^[0-9]{3}([ -]?)[0-9]{3}\1[0-9]{4}$/.test(text) ? text.replace(/[ -]/g, '') : text;
  if (!isNhsNumber(digits))
    throw new DomainError('nhs-number-invalid', 'not an NHS number: its form or check digit is wrong');
  return digits;
};

/** Numbers from 999 000 0000 on are kept for tests and demonstrations. */
export const isSyntheticNhsNumber = (number: NhsNumber): boolean => number.startsWith('999');
