import type { KnownSharing } from '../known-sharing.js';
import type { Told } from '../told.js';
import type { Standing } from '../what-stands.js';

/** Looks for the old id only: what they said again has a new one, and is taken to be over. */
export function byItsId({ directive }: Told, { given }: KnownSharing): Standing {
  const same = given.filter(({ id }) => id === directive);
  return { became: same.length > 0 ? 'changed' : 'gone', given: same };
}

/** Takes for the same only what is written the same: a wider yes is overlooked. */
export function asWritten({ reach }: Told, { given }: KnownSharing): Standing {
  const parts = ({ sources, recipients, categories, purposes, agreement }: NonNullable<Told['reach']>): string =>
    JSON.stringify([sources, recipients, categories, purposes, agreement]);
  const same = given.filter((directive) => reach !== null && parts(directive) === parts(reach));
  return { became: same.length > 0 ? 'again' : 'gone', given: same };
}
