import { aName, keyAfter } from '#libs/http';

/** Where a list that is ordered by one name goes on; null for its beginning. A cursor that is not ours is invalid input. */
export function nameAfter(after: string | undefined, shape: RegExp): string | null {
  return keyAfter(after, aName(shape))?.[0] ?? null;
}
