import { EntityRef, ExtensionValue, sameEntity, type RecordValue, type Value } from './value.js';

/** Membership by Cedar's equality. */
export const includes = (set: readonly Value[], value: Value): boolean =>
  typeof value === 'object' ? set.some((member) => equal(member, value)) : set.includes(value);

export const includesAll = (set: readonly Value[], values: readonly Value[]): boolean =>
  values.every((value) => includes(set, value));

const presentKeys = (record: RecordValue): string[] => Object.keys(record).filter((key) => record[key] !== undefined);

function equalRecords(a: RecordValue, b: RecordValue): boolean {
  const keys = presentKeys(a);
  if (keys.length !== presentKeys(b).length) return false;
  return keys.every((key) => {
    const left = a[key];
    const right = Object.hasOwn(b, key) ? b[key] : undefined;
    return left !== undefined && right !== undefined && equal(left, right);
  });
}

/** Cedar's `==`: values of different types are unequal, never an error; sets regard neither order nor repetition. */
export function equal(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (a instanceof EntityRef || b instanceof EntityRef) {
    return a instanceof EntityRef && b instanceof EntityRef && sameEntity(a, b);
  }
  if (a instanceof ExtensionValue || b instanceof ExtensionValue) {
    if (!(a instanceof ExtensionValue) || !(b instanceof ExtensionValue)) return false;
    return a.kind === b.kind && a.amount === b.amount && a.prefix === b.prefix;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b)) return false;
    return (
      includesAll(a as readonly Value[], b as readonly Value[]) &&
      includesAll(b as readonly Value[], a as readonly Value[])
    );
  }
  return equalRecords(a as RecordValue, b as RecordValue);
}
