import { foldName, type LikenessKind } from '#libs/domain';
import { KeyRing } from '#libs/sealing';
import { Injectable } from '@nestjs/common';

/** Details of a person in their normal form: what the body's class has read. */
export interface PersonDetails {
  readonly nhsNumber?: string | null;
  readonly familyName: string;
  /** Left out where nobody said it; empty for a person of one name. */
  readonly givenName?: string;
  readonly birthDate: string;
  readonly postcode?: string | null;
  readonly uprn?: string | null;
  /** The asking agency's own number, where it looks among those whom it has linked. */
  readonly localId?: string | null;
}

/** A keyed index over some of a person's details. */
export interface IdentityIndex {
  readonly kind: LikenessKind;
  readonly value: Buffer;
}

/** Kinds too common to look for: they weigh somebody who was found otherwise. */
const WEIGHED_ONLY: readonly LikenessKind[] = ['person', 'given', 'names'];

/** Keyed blind indexes (domain 1.10): equal details give equal bytes, and nothing can be read back from them. */
@Injectable()
export class IdentityIndexes {
  constructor(private readonly ring: KeyRing) {}

  localId(agency: string, localId: string): Buffer {
    return this.ring.blindIndex('local-id', `${agency}\n${localId.trim()}`);
  }

  /** Of an agency's number that it sent with details which contradict whom it stood for: the number with these details. */
  contestedId(agency: string, localId: string, { familyName, givenName = '', birthDate }: PersonDetails): Buffer {
    const parts = [agency, localId.trim(), foldName(familyName), foldName(givenName), birthDate];
    return this.ring.blindIndex('contested-local-id', parts.join('\n'));
  }

  /** Everything that these details say, as it is kept. */
  of(details: PersonDetails): IdentityIndex[] {
    const { nhsNumber, postcode, uprn, birthDate: born } = details;
    const family = foldName(details.familyName);
    const given = details.givenName === undefined ? undefined : foldName(details.givenName);
    const parts: [LikenessKind, string][] = [['person', `${family}\n${born}`]];
    if (nhsNumber) parts.push(['nhs-number', nhsNumber]);
    if (given === undefined) parts.push(['bare', `${family}\n${born}`]);
    else parts.push(['full', `${family}\n${given}\n${born}`]);
    if (given) {
      parts.push(['given', `${given}\n${born}`], ['names', `${family}\n${given}`]);
      parts.push(['either-order', [...[family, given].sort(), born].join('\n')]);
    }
    const places = [
      ['postcode', postcode],
      ['uprn', uprn],
    ] as const;
    for (const [kind, place] of places) {
      if (!place) continue;
      parts.push([`person-${kind}`, `${family}\n${born}\n${place}`]);
      if (given !== undefined) parts.push([`full-${kind}`, `${family}\n${given}\n${born}\n${place}`]);
      if (given)
        parts.push(
          [`given-${kind}`, `${given}\n${born}\n${place}`],
          [`names-${kind}`, `${family}\n${given}\n${place}`],
        );
    }
    return parts.map(([kind, text]) => ({ kind, value: this.ring.blindIndex(`who-${kind}`, text) }));
  }

  /** Where somebody who might be meant is looked for; what nobody said of one side is not held against the other. */
  finding(details: PersonDetails, said: readonly IdentityIndex[]): Buffer[] {
    const { familyName, birthDate } = details;
    const unsaid = details.givenName === undefined;
    const kinds = said.filter(({ kind }) => !WEIGHED_ONLY.includes(kind) || (unsaid && kind === 'person'));
    return [...kinds.map(({ value }) => value), this.bare({ familyName, birthDate })];
  }

  /** Name and birth of somebody whose given name nobody said. */
  bare({ familyName, birthDate }: PersonDetails): Buffer {
    return this.ring.blindIndex('who-bare', `${foldName(familyName)}\n${birthDate}`);
  }

  /** What is meant by one search, whoever does it: for the lock that keeps two of one birth apart. */
  birth({ birthDate }: PersonDetails): Buffer {
    return this.ring.blindIndex('who-birth', birthDate);
  }

  /** Everything that was tried, as one: the same again is no new guess. */
  tried(details: PersonDetails): Buffer {
    const { nhsNumber, postcode, uprn, localId, givenName } = details;
    return this.ring.blindIndex('who-tried', JSON.stringify([nhsNumber, postcode, uprn, localId, givenName ?? null]));
  }
}
