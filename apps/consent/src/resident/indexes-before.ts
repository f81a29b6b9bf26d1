import type { LikenessKind } from '#libs/domain';
import type { KeyRing } from '#libs/sealing';
import { foldBefore } from './fold-before.js';
import type { IdentityIndex, PersonDetails } from './identity-indexes.js';

/** The indexes that releases kept that folded names (`foldBefore`) of details: to know by which agencies they were said. */
export function indexesBefore(ring: KeyRing, details: PersonDetails): IdentityIndex[] {
  const { nhsNumber, postcode, uprn, birthDate: born } = details;
  const family = foldBefore(details.familyName);
  const given = details.givenName === undefined ? undefined : foldBefore(details.givenName ?? '');
  const parts: [LikenessKind, string][] = [['person', `${family}\n${born}`]];
  if (nhsNumber) parts.push(['nhs-number', nhsNumber]);
  if (given) parts.push(['given', `${given}\n${born}`], ['names', `${family}\n${given}`]);
  if (given !== undefined) parts.push(['full', `${family}\n${given}\n${born}`]);
  const places = [
    ['postcode', postcode],
    ['uprn', uprn],
  ] as const;
  for (const [kind, place] of places) {
    if (!place) continue;
    parts.push([`person-${kind}`, `${family}\n${born}\n${place}`]);
    if (given !== undefined) parts.push([`full-${kind}`, `${family}\n${given}\n${born}\n${place}`]);
    if (given)
      parts.push([`given-${kind}`, `${given}\n${born}\n${place}`], [`names-${kind}`, `${family}\n${given}\n${place}`]);
  }
  return parts.map(([kind, text]) => ({ kind, value: ring.blindIndex(`who-${kind}`, text) }));
}
