import type { RecordValue, Value } from '../values/value.js';
import { isWritable, RequestRefusal } from './refusal.js';
import { isObject } from './take-primitive.js';
import type { Take } from './taker.js';

export interface TakeAttribute {
  required: boolean;
  take: Take;
  /** What JavaScript calls a value that needs no more than that to be taken as it is. */
  plain: 'boolean' | 'number' | 'string' | null;
}

function isPlain(plain: TakeAttribute['plain'], written: unknown): boolean {
  if (typeof written !== plain) return false;
  if (plain === 'string') return isWritable(written as string);
  return plain === 'boolean' || Number.isSafeInteger(written);
}

/** Sets stay as they are, in any order and with duplicates: equality minds neither. */
export const takeSet =
  (takeMember: Take): Take =>
  (given) => {
    if (!Array.isArray(given)) throw new RequestRefusal('expected a set');
    let taken: Value[] | null = null;
    for (let index = 0; index < given.length; index += 1) {
      const member: unknown = given[index];
      const value = takeMember(member);
      if (value !== member && taken === null) taken = given.slice() as Value[];
      if (taken !== null) taken[index] = value;
    }
    return taken ?? (given as Value[]);
  };

function put(record: { [name: string]: Value }, name: string, value: Value): void {
  if (name === '__proto__') Object.defineProperty(record, name, { value, enumerable: true });
  else record[name] = value;
}

/**
 * A record of exactly these attributes; what is `undefined` is not there, as in JSON. Takes plain objects: what an object
 * inherits counts as its own, and so is refused unless declared.
 */
export function takeRecord(attributes: ReadonlyMap<string, TakeAttribute>): (given: unknown) => RecordValue {
  const needed = [...attributes.values()].filter(({ required }) => required).length;
  return (given) => {
    if (!isObject(given)) throw new RequestRefusal('expected a record');
    let taken: { [name: string]: Value } | null = null;
    let found = 0;
    for (const name in given) {
      const written = given[name];
      if (written === undefined) continue;
      const attribute = attributes.get(name);
      if (attribute === undefined) throw new RequestRefusal(`undeclared attribute ${JSON.stringify(name)}`);
      if (attribute.required) found += 1;
      if (attribute.plain !== null && isPlain(attribute.plain, written)) continue;
      const value = attribute.take(written);
      if (value === written) continue;
      taken ??= { ...(given as { [name: string]: Value }) };
      put(taken, name, value);
    }
    if (found !== needed) throw new RequestRefusal('a required attribute is missing');
    return taken ?? (given as RecordValue);
  };
}
