import { isInstant } from '#libs/calendar';
import { ProblemError } from '../problem/problem-error.js';

/** A page's `next`: the sort key of its last row, opaque to the caller. */
export function cursorOf(...key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Whether a part of a cursor is what stands there in ours: it goes to the database as that, which fails on anything else. */
export type CursorPart = (part: string) => boolean;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const anId: CursorPart = (part) => UUID.test(part);
/** Of the calendar, too: a 40th of a 13th month has the shape of a time. */
export const aTime: CursorPart = (part) => isInstant(part);
export const aName =
  (shape: RegExp): CursorPart =>
  (part) =>
    shape.test(part);

type Key<Parts> = { readonly [At in keyof Parts]: string };

/** The sort key in an `after`, part by part; null where there is none. A cursor that is not ours is invalid input. */
export function keyAfter<Parts extends readonly CursorPart[]>(
  after: string | undefined,
  ...parts: Parts
): Key<Parts> | null {
  if (after === undefined) return null;
  const key = parsed(after);
  if (isOurs(key, parts)) return key;
  throw new ProblemError('invalid-input', {
    errors: [{ field: 'after', rule: 'cursor', detail: 'send the `next` of an earlier page as it was' }],
  });
}

const isOurs = <Parts extends readonly CursorPart[]>(key: unknown, parts: Parts): key is Key<Parts> =>
  Array.isArray(key) && key.length === parts.length && parts.every((is, at) => isPart(key[at], is));

const isPart = (part: unknown, is: CursorPart): boolean => typeof part === 'string' && part.length < 100 && is(part);

function parsed(after: string): unknown {
  try {
    return JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
  } catch {
    // What is no JSON is no cursor of ours.
    return undefined;
  }
}
