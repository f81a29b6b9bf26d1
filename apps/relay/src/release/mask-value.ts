import { isNumber, type Body } from '../body/body.js';

/** Stands where a field was left out, so that nobody takes its absence for "none known" (v3-ActCode REDACT). */
export const REDACTED = '[redacted]';

/** Stands before what a masked text still shows; always as long, so that it says nothing of the length (v3-ActCode MASK). */
export const MASKED = '[masked]';

const SHOWN = 3;
/** Of fewer letters and digits three would tell too much: they are masked whole. */
const LONG_ENOUGH = 8;
/** Three letters can be a diagnosis. */
const DIGITS = /^[0-9]+$/;

/** A text's last three digits; nothing of one that is short or that ends otherwise, and nothing of what is no text. */
export function maskValue(value: Body): Body {
  if (isNumber(value) || typeof value !== 'string') return REDACTED;
  const significant = [...value.matchAll(/[\p{L}\p{N}]/gu)].length;
  const end = value.slice(-SHOWN);
  return MASKED + (significant < LONG_ENOUGH || !DIGITS.test(end) ? '' : end);
}
