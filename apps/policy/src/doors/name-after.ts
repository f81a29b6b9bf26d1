import { keyAfter, ProblemError } from '#libs/http';

/** Where a list that is ordered by one name goes on; null for its beginning. A cursor that is not ours is invalid input. */
export function nameAfter(after: string | undefined, shape: RegExp): string | null {
  const name = keyAfter(after, 1)?.[0] ?? null;
  if (name === null || shape.test(name)) return name;
  throw new ProblemError('invalid-input', {
    errors: [{ field: 'after', rule: 'cursor', detail: 'send the `next` of an earlier page as it was' }],
  });
}
