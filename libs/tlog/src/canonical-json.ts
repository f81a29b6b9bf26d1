import type { ToJson } from '#libs/domain';
import { TlogError } from './tlog-error.js';

/** What stands in a JSON string as it is: most of ours does, and asking is a fraction of writing it by rule. */
const AS_IT_IS = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * RFC 8785: no white space, names sorted by UTF-16 code units, numbers and strings as ECMAScript writes them. What JSON
 * cannot say (undefined, NaN, a lone surrogate, a Date) throws `malformed` with its path instead of vanishing.
 */
export function canonicalJson(value: ToJson): string {
  try {
    return write(value);
  } catch (error) {
    if (!(error instanceof Unsayable)) throw error;
    throw new TlogError('malformed', `$${error.path} ${error.message}`);
  }
}

/** Knows its path from inside out, so that nothing is spent on paths where all is well. */
class Unsayable extends Error {
  path = '';
}

function write(value: unknown): string {
  if (typeof value === 'string') return writeString(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) {
    let text = '[';
    for (let at = 0; at < value.length; at++) text += (at > 0 ? ',' : '') + writeAt(value[at], at);
    return `${text}]`;
  }
  if (isPlainObject(value)) {
    let text = '{';
    for (const name of Object.keys(value).sort())
      text += `${text.length > 1 ? ',' : ''}${writeString(name)}:${writeAt(value[name], name)}`;
    return `${text}}`;
  }
  throw new Unsayable('is not a JSON value');
}

function writeAt(value: unknown, at: string | number): string {
  try {
    return write(value);
  } catch (error) {
    if (error instanceof Unsayable) error.path = `${typeof at === 'number' ? `[${at}]` : `.${at}`}${error.path}`;
    throw error;
  }
}

function writeString(text: string): string {
  if (AS_IT_IS.test(text)) return `"${text}"`;
  if (LONE_SURROGATE.test(text)) throw new Unsayable('holds half a surrogate pair (RFC 8785 3.2.2.2)');
  return JSON.stringify(text);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
