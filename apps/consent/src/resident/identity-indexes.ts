import {
  birthEitherWay,
  isFamilyName,
  type LikenessKind,
  markedForm,
  nearBirths,
  readingsOf,
  tellingName,
} from '#libs/domain';
import { KeyRing } from '#libs/sealing';
import { Injectable } from '@nestjs/common';
import { foldBefore } from './fold-before.js';

/** Details of a person in their normal form: what the body's class has read. */
export interface PersonDetails {
  readonly nhsNumber?: string | null;
  readonly familyName: string;
  /** Left out, or null as it is kept, where nobody said it; empty for a person of one name. */
  readonly givenName?: string | null;
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
const WEIGHED_ONLY: readonly LikenessKind[] = ['person', 'given', 'names', 'marked-family', 'marked-given'];

/** Keyed blind indexes (domain 1.10): equal details give equal bytes, and nothing can be read back from them. */
@Injectable()
export class IdentityIndexes {
  constructor(private readonly ring: KeyRing) {}

  localId(agency: string, localId: string): Buffer {
    return this.ring.blindIndex('local-id', `${agency}\n${localId.trim()}`);
  }

  /** Of an agency's number that it sent with details which contradict whom it stood for: the number with these details. */
  contestedId(agency: string, localId: string, { familyName, givenName, birthDate }: PersonDetails): Buffer {
    const parts = [agency, localId.trim(), foldBefore(familyName), foldBefore(givenName ?? ''), birthDate];
    return this.ring.blindIndex('contested-local-id', parts.join('\n'));
  }

  /** Everything that these details say, as it is kept: one index for each reading of a name that can be read in two ways. */
  of(details: PersonDetails): IdentityIndex[] {
    const { nhsNumber, postcode, uprn, birthDate: born } = details;
    const families = this.readings(details.familyName);
    const telling = this.telling(details);
    const givens = telling === null ? [] : this.readings(telling);
    const parts: [LikenessKind, string][] = families.map((family) => ['person', `${family}\n${born}`]);
    if (nhsNumber) parts.push(['nhs-number', nhsNumber]);
    if (telling === null) parts.push(...this.bareParts(details));
    for (const [kind, name] of [
      ['marked-family', details.familyName] as const,
      ['marked-given', telling ?? ''] as const,
    ]) {
      const marked = this.marked(name);
      if (marked !== null) parts.push([kind, `${marked}\n${born}`]);
    }
    for (const given of givens) parts.push(['given', `${given}\n${born}`]);
    const both = families.flatMap((family) => givens.map((given) => [family, given] as const));
    for (const [family, given] of both) {
      const either = [family, given].sort();
      parts.push(['full', `${family}\n${given}\n${born}`], ['names', `${family}\n${given}`]);
      parts.push(['either-order', [...either, born].join('\n')]);
      parts.push(['initials', [...either.map((name) => name.slice(0, 1)), birthEitherWay(born)].join('\n')]);
    }
    const places = [
      ['postcode', postcode],
      ['uprn', uprn],
    ] as const;
    for (const [kind, place] of places) {
      if (!place) continue;
      for (const day of nearBirths(born)) parts.push([`born-${kind}`, `${day}\n${place}`]);
      for (const family of families) parts.push([`person-${kind}`, `${family}\n${born}\n${place}`]);
      for (const given of givens) parts.push([`given-${kind}`, `${given}\n${born}\n${place}`]);
      for (const [family, given] of both) {
        parts.push([`full-${kind}`, `${family}\n${given}\n${born}\n${place}`]);
        parts.push([`names-${kind}`, `${family}\n${given}\n${place}`]);
      }
    }
    return this.keyed(parts);
  }

  /** Where somebody who might be meant is looked for; what nobody said of one side is not held against the other. */
  finding(details: PersonDetails, said: readonly IdentityIndex[]): Buffer[] {
    const unsaid = this.telling(details) === null;
    const kinds = said.filter(({ kind }) => !WEIGHED_ONLY.includes(kind) || (unsaid && kind === 'person'));
    return [...kinds, ...this.bare(details)].map(({ value }) => value);
  }

  /** Name and birth of somebody by whose given name nobody can tell them from a twin. */
  bare(details: PersonDetails): IdentityIndex[] {
    return this.keyed(this.bareParts(details));
  }

  /** Whom a search is about, however the name is spelt: what guessing is counted by. */
  target({ familyName, birthDate }: PersonDetails): Buffer {
    return this.ring.blindIndex('who-bare', `${foldBefore(familyName)}\n${birthDate}`);
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

  protected readings(name: string): readonly string[] {
    return readingsOf(name);
  }

  protected marked(name: string): string | null {
    return markedForm(name);
  }

  /** The given name that tells a person from a twin; null for none, and where not even the family's is known. */
  protected telling({ familyName, givenName }: PersonDetails): string | null {
    return isFamilyName(familyName) ? tellingName(givenName) : null;
  }

  private bareParts({ familyName, birthDate }: PersonDetails): [LikenessKind, string][] {
    return this.readings(familyName).map((family) => ['bare', `${family}\n${birthDate}`]);
  }

  /**
   * Each once. What was keyed before names had readings had other domains, so that nothing of it is taken for one of these;
   * a number has no readings.
   */
  private keyed(parts: readonly (readonly [LikenessKind, string])[]): IdentityIndex[] {
    const each = new Map(parts.map(([kind, text]) => [`${kind}\n${text}`, [kind, text] as const]));
    return [...each.values()].map(([kind, text]) => ({
      kind,
      value: this.ring.blindIndex(`${kind === 'nhs-number' ? 'who' : 'read'}-${kind}`, text),
    }));
  }
}
