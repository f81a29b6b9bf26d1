import { EvaluationFailure } from '../evaluation-failure.js';
import type { Long } from './value.js';

const LEAST = -(2n ** 63n);
const GREATEST = 2n ** 63n - 1n;

/** The one form that an integer has here, or null where it is beyond i64. */
export function longOf(exact: bigint): Long | null {
  if (exact < LEAST || exact > GREATEST) return null;
  const number = Number(exact);
  return Number.isSafeInteger(number) ? number : exact;
}

function within(exact: bigint, doing: string): Long {
  const long = longOf(exact);
  if (long === null) throw new EvaluationFailure(`integer overflow while attempting to ${doing}`);
  return long;
}

// A double that comes out within ±(2^53 − 1) is exact; whatever comes out beyond is computed again as bigint.
export function add(a: Long, b: Long): Long {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return within(BigInt(a) + BigInt(b), `add ${a} and ${b}`);
}

export function subtract(a: Long, b: Long): Long {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return within(BigInt(a) - BigInt(b), `subtract ${b} from ${a}`);
}

export function multiply(a: Long, b: Long): Long {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return within(BigInt(a) * BigInt(b), `multiply ${a} by ${b}`);
}

export const negate = (a: Long): Long => (typeof a === 'number' ? 0 - a : within(-a, `negate ${a}`));

/** Integer division towards zero, as Rust's. */
export const divide = (a: Long, by: number): Long =>
  typeof a === 'number' ? Math.trunc(a / by) + 0 : within(a / BigInt(by), `divide ${a}`);

/** The remainder that is never negative. */
export function remainder(a: Long, by: number): number {
  const rest = typeof a === 'number' ? a % by : Number(a % BigInt(by));
  return rest < 0 ? rest + by : rest + 0;
}
