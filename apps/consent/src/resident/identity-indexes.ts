import { KeyRing } from '#libs/sealing';
import { Injectable } from '@nestjs/common';

/** Details by which a person is matched, exactly but for spelling habits; see `normalName`. */
export interface PersonDetails {
  readonly nhsNumber?: string;
  readonly familyName: string;
  readonly birthDate: string;
  readonly postcode?: string;
  readonly uprn?: string;
  /** The asking agency's own number, where it looks among those whom it has linked. */
  readonly localId?: string;
}

/** Keyed blind indexes (domain 1.10): equal details give equal bytes, and nothing can be read back from them. */
@Injectable()
export class IdentityIndexes {
  constructor(private readonly ring: KeyRing) {}

  nhsNumber(nhsNumber: string): Buffer {
    return this.ring.blindIndex('nhs-number', nhsNumber);
  }

  localId(agency: string, localId: string): Buffer {
    return this.ring.blindIndex('local-id', `${agency}\n${localId.trim()}`);
  }

  /** Name and date of birth: always compared. */
  person(details: PersonDetails): Buffer {
    return this.ring.blindIndex('name-birth', personKey(details));
  }

  /** The same with each address detail that was given: one of them must agree. */
  addresses(details: PersonDetails): Buffer[] {
    const { postcode, uprn } = details;
    return [
      ...(postcode === undefined
        ? []
        : [this.ring.blindIndex('name-birth-postcode', `${personKey(details)}\n${normalPostcode(postcode)}`)]),
      ...(uprn === undefined
        ? []
        : [this.ring.blindIndex('name-birth-uprn', `${personKey(details)}\n${uprn.replace(/^0+/, '')}`)]),
    ];
  }
}

function personKey({ familyName, birthDate }: PersonDetails): string {
  return `${normalName(familyName)}\n${birthDate}`;
}

/** Case, marks, spaces and punctuation of a name do not count: systems keep O'Brien and Wójcik in several spellings. */
export function normalName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}]/gu, '')
    .toLowerCase();
}

export function normalPostcode(postcode: string): string {
  return postcode.replace(/\s/g, '').toUpperCase();
}
