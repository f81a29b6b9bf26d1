import { longOf } from '../values/long.js';
import { ExtensionValue } from '../values/value.js';

const DECIMAL = /^(-?)([0-9]+)\.([0-9]{1,4})$/;

/** Reads a decimal of at most four places, kept as ten-thousandths within i64; null where it is none. */
export function readDecimal(text: string): ExtensionValue | null {
  const [, sign, whole, places] = DECIMAL.exec(text) ?? [];
  if (sign === undefined || whole === undefined || places === undefined) return null;
  const units = longOf(BigInt(`${sign}${whole}${places.padEnd(4, '0')}`));
  return units === null ? null : new ExtensionValue('decimal', units);
}
