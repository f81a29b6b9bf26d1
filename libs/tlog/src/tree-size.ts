import { TlogError } from './tlog-error.js';

/** Sizes and indexes are plain numbers up to 2^53 − 1; shifts of 32 bits would wrap, so powers are divided out. */
export function requireCount(value: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new TlogError('out-of-range', `${what} must be a whole number from 0 to 2^53 - 1, not ${value}`);
  }
}

/** The largest power of two smaller than `size` (`size` > 1): where RFC 6962 2.1 splits a tree. */
export function splitPoint(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** The height of a perfect subtree of `width` leaves, or undefined where `width` is no power of two. */
export function perfectHeight(width: number): number | undefined {
  let height = 0;
  for (let power = 1; power <= width; power *= 2, height++) if (power === width) return height;
  return undefined;
}
