import type { Json } from '../json.js';

/** Who somebody is, as it is kept sealed: null for what nobody has said. */
export interface KnownIdentity {
  readonly familyName: string;
  readonly givenName: string | null;
  readonly birthDate: string;
  readonly nhsNumber: string | null;
  readonly postcode: string | null;
  readonly uprn: string | null;
}

/** Reads what was sealed of a person, in this release or an earlier one. @throws TypeError for what is no identity, without its content */
export function readIdentity(kept: Json): KnownIdentity {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) throw noIdentity();
  const said = new Map<string, Json>(Object.entries(kept));
  const text = (name: string): string | null => {
    const value = said.get(name) ?? null;
    if (value !== null && typeof value !== 'string') throw noIdentity();
    return value;
  };
  const [familyName, birthDate] = [text('familyName'), text('birthDate')];
  if (familyName === null || birthDate === null) throw noIdentity();
  return {
    ...{ familyName, givenName: text('givenName'), birthDate },
    ...{ nhsNumber: text('nhsNumber'), postcode: text('postcode'), uprn: text('uprn') },
  };
}

const noIdentity = (): TypeError => new TypeError('what was sealed is no identity');
