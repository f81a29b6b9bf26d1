import { isObject, type Json, type JsonObject } from './seen.js';

/** A record while it is read, and what of it nobody looked at: so no part of it is lost because a line reads only another. */
export interface Watched {
  readonly body: JsonObject;
  /** Paths of the leaves that were not looked at, without the numbers of lists (`dosage.timing.event`). */
  readonly unread: () => string[];
}

/** What only machines read, inside of something that was read: of a concept its codings, of a quantity its unit's code. */
const FOR_MACHINES: readonly string[] = [
  'system',
  'code',
  'version',
  'userSelected',
  'reference',
  'type',
  'identifier',
];
const ALWAYS_FOR_MACHINES: readonly string[] = ['id', 'resourceType', 'meta'];

export function watch(body: JsonObject): Watched {
  const looked = new Set<string>();
  const isLookedInto = (path: readonly string[]): boolean =>
    path.length > 0 && [...looked].some((one) => one.startsWith(`${path.join('/')}/`));
  const isExcused = (path: readonly string[]): boolean => {
    if (path.some((name) => ALWAYS_FOR_MACHINES.includes(name))) return true;
    const machine = path.findIndex((name, at) => at > 0 && (name === 'coding' || FOR_MACHINES.includes(name)));
    return machine > 0 && isLookedInto(path.slice(0, machine));
  };
  return {
    body: lookingAt(body, '', looked),
    unread: () =>
      leavesOf(body, [])
        .filter((path) => !looked.has(path.join('/')) && !isExcused(path))
        .map((path) => path.filter((name) => !/^\d+$/.test(name)).join('.')),
  };
}

function lookingAt<Value extends object>(value: Value, path: string, looked: Set<string>): Value {
  return new Proxy(value, {
    get: (target, key): unknown => {
      const found: unknown = Reflect.get(target, key);
      if (typeof key !== 'string' || typeof found === 'function') return found;
      if (typeof found === 'object' && found !== null) return lookingAt(found, `${path}${key}/`, looked);
      looked.add(`${path}${key}`);
      return found;
    },
  });
}

function leavesOf(value: Json, path: readonly string[]): (readonly string[])[] {
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((item, at) => leavesOf(item, [...path, String(at)]));
  if (isObject(value)) return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
  return value === null || value === '' ? [] : [path];
}
