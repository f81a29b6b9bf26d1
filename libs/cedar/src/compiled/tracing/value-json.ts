import type { CedarValue } from '../../cedar-value.js';
import { EntityRef, ExtensionValue, type ExtensionKind, type Value } from '../values/value.js';

function decimalText(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(5, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

function addressText({ amount, prefix }: ExtensionValue): string {
  const [bits, size, base, join] = typeof amount === 'bigint' ? [128, 16, 16, ':'] : ([32, 8, 10, '.'] as const);
  const parts = Array.from({ length: bits / size }, (_, index) => {
    const part = (BigInt(amount) >> BigInt(bits - size * (index + 1))) & ((1n << BigInt(size)) - 1n);
    return part.toString(base);
  });
  return `${parts.join(join)}${prefix === bits ? '' : `/${prefix}`}`;
}

const EPOCH = { __extn: { fn: 'datetime', arg: '1970-01-01' } };
const span = (amount: bigint | number): CedarValue => ({ __extn: { fn: 'duration', arg: `${amount}ms` } });

/** Years that Cedar's own text of a moment can name. */
const [FIRST, LAST] = [Date.UTC(-1, 11, 32), Date.UTC(9999, 11, 31, 23, 59, 59, 999)];

const EXTENSIONS: { readonly [kind in ExtensionKind]: (value: ExtensionValue) => CedarValue } = {
  decimal: ({ amount }) => ({ __extn: { fn: 'decimal', arg: decimalText(BigInt(amount)) } }),
  ipaddr: (value) => ({ __extn: { fn: 'ip', arg: addressText(value) } }),
  datetime: ({ amount }) =>
    typeof amount === 'number' && amount >= FIRST && amount <= LAST
      ? { __extn: { fn: 'datetime', arg: new Date(amount).toISOString() } }
      : { __extn: { fn: 'offset', args: [EPOCH, span(amount)] } },
  duration: ({ amount }) => span(amount),
};

/** A value in Cedar's JSON form; an integer beyond ±(2^53 − 1) as its decimal text, which that form cannot hold exactly. */
export function valueJson(value: Value): CedarValue {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object') return value;
  if (value instanceof EntityRef) return { __entity: { type: value.type, id: value.id } };
  if (value instanceof ExtensionValue) return EXTENSIONS[value.kind](value);
  if (Array.isArray(value)) return (value as readonly Value[]).map(valueJson);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]: [string, Value | undefined]) =>
      inner === undefined ? [] : [[name, valueJson(inner)] as const],
    ),
  );
}
