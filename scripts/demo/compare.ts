import { isDeepStrictEqual } from 'node:util';
import type { Seen } from './script.js';

/** The fields that are not as the script has them, each with what was seen; empty when all are. */
export function differences(expected: Seen, seen: Seen): string[] {
  return Object.entries(expected)
    .filter(([field, value]) => !isDeepStrictEqual(seen[field], value))
    .map(([field, value]) => `${field}: expected ${shown(value)}, seen ${shown(seen[field])}`);
}

/** `outcome permit, agreement D1`: one line for a person to read. */
export function oneLine(fields: Seen, names = Object.keys(fields)): string {
  return names.map((name) => `${name} ${shown(fields[name])}`).join(', ');
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(shown).join(' ');
  return JSON.stringify(value) ?? 'nothing';
}
