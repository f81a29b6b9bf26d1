import { DomainError } from '../domain-error.js';
import { ungrouped } from '../identity/plain-text.js';

/** Ten digits whose check digit holds. That says nothing about whose number it is (domain 1.10). */
export type NhsNumber = string & { readonly __brand: 'NhsNumber' };

export const NHS_NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';

/** Modulus 11: weights 10 to 2, 11 minus the remainder; 11 counts as 0, and 10 makes the number invalid. */
function checkDigit(digits: string): number {
  const sum = [...digits.slice(0, 9)].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  return (11 - (sum % 11)) % 11;
}

export const isNhsNumber = (text: string): text is NhsNumber =>
  /^[0-9]{10}$/.test(text) && checkDigit(text) === Number(text[9]);

/** Published examples: they stand in forms, manuals and training systems, and belong to nobody. */
const EXAMPLES = ['0123456789', '9876543210', '4010232137'];

/**
 * Numbers that pass the check digit and are typed where none is known: all digits alike, or a published example. The next
 * person without a number would meet the first.
 */
export const isPlaceholderNhsNumber = (number: string): boolean =>
  /^([0-9])\1{9}$/.test(number) || EXAMPLES.includes(number);

/** A number as people and systems write it, whatever spaces and hyphens group it; null when it is none or a placeholder. */
export function readNhsNumber(text: string): NhsNumber | null {
  if (text.length > 40) return null;
  const digits = ungrouped(text);
  return isNhsNumber(digits) && !isPlaceholderNhsNumber(digits) ? digits : null;
}

/** @throws DomainError `nhs-number-invalid`; the number itself is not in the message. */
export function parseNhsNumber(text: string): NhsNumber {
  const number = readNhsNumber(text);
  if (number === null)
    throw new DomainError('nhs-number-invalid', 'not an NHS number: its form or check digit is wrong');
  return number;
}

/** Numbers from 999 000 0000 on are kept for tests and demonstrations. */
export const isSyntheticNhsNumber = (number: NhsNumber): boolean => number.startsWith('999');
