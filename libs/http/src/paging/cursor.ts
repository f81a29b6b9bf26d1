import { ProblemError } from '../problem/problem-error.js';

/** A page's `next`: the sort key of its last row, opaque to the caller. */
export function cursorOf(...key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The sort key in an `after`, of `length` parts; null where there is none. A cursor that is not ours is invalid input. */
export function keyAfter(after: string | undefined, length: number): readonly string[] | null {
  if (after === undefined) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
    if (
      Array.isArray(key) &&
      key.length === length &&
      key.every((part) => typeof part === 'string' && part.length < 100)
    ) {
      return key as string[];
    }
  } catch {
    // Falls through to the refusal.
  }
  throw new ProblemError('invalid-input', {
    errors: [{ field: 'after', rule: 'cursor', detail: 'send the `next` of an earlier page as it was' }],
  });
}
