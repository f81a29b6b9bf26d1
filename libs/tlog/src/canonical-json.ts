import type { ToJson } from '#libs/domain';
import { TlogError } from './tlog-error.js';

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * RFC 8785: no white space, names sorted by UTF-16 code units, numbers and strings as ECMAScript writes them. What JSON
 * cannot say (undefined, NaN, a lone surrogate, a Date) throws `malformed` with its path instead of vanishing.
 */
export function canonicalJson(value: ToJson): string {
  return write(value, '$');
}

function write(value: unknown, path: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value, path);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value))
    return `[${Array.from(value, (item, index) => write(item, `${path}[${index}]`)).join(',')}]`;
  if (isPlainObject(value)) {
    const names = Object.keys(value).sort();
    return `{${names.map((name) => `${writeString(name, path)}:${write(value[name], `${path}.${name}`)}`).join(',')}}`;
  }
  throw new TlogError('malformed', `${path} is not a JSON value`);
}

function writeString(text: string, path: string): string {
  if (LONE_SURROGATE.test(text))
    throw new TlogError('malformed', `${path} holds half a surrogate pair (RFC 8785 3.2.2.2)`);
  return JSON.stringify(text);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
