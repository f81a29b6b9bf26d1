import { type LikenessKind, readIdentity, readPostcode, readUprn } from '#libs/domain';
import { KeyRing, SealingError } from '#libs/sealing';
import { KeyReader } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { IdentityIndexes, type PersonDetails } from './identity-indexes.js';
import { indexesBefore } from './indexes-before.js';

/** A resident as a release before left them. */
export interface KnownBefore {
  readonly id: string;
  /** Everything sealed of who they are, with the key of its holder; nothing of somebody erased. */
  readonly sources: readonly Source[];
  /** By index, in hexadecimal, the agencies that said so; empty where no agency's own words were kept yet. */
  readonly said: Readonly<Record<string, readonly string[]>>;
  /** Those that have linked them. */
  readonly agencies: readonly string[];
  readonly shielded: boolean;
}

interface Source {
  readonly holder: string;
  readonly place: string;
  readonly wrapped: string;
  readonly sealed: string;
}

interface Reread {
  readonly kind: LikenessKind;
  readonly value: string;
  readonly agencies: readonly string[];
}

/** Kinds that releases before did not keep, by the kind that was kept when the same was said. */
const KEPT_AS: Partial<Record<LikenessKind, LikenessKind>> = {
  ...{ bare: 'person', 'either-order': 'names', initials: 'full', 'marked-family': 'person', 'marked-given': 'given' },
  ...{ 'born-postcode': 'person-postcode', 'born-uprn': 'person-uprn' },
};

/** What is sealed of somebody, in today's indexes, each said by whoever had said it: nobody's words become another's. */
@Injectable()
export class RereadIdentity {
  constructor(
    private readonly ring: KeyRing,
    private readonly keys: KeyReader,
    private readonly indexes: IdentityIndexes,
  ) {}

  /** Throws `unreadable` when any of it does not open. */
  reread(before: KnownBefore): readonly Reread[] {
    const all = new Map<string, Reread>();
    for (const source of before.sources) {
      const sent = this.read(source);
      const details = {
        ...sent,
        postcode: readAgain(sent.postcode, readPostcode),
        uprn: readAgain(sent.uprn, readUprn),
      };
      const saidBy = this.saidBy(before, [sent, details]);
      for (const { kind, value } of this.indexes.of(details)) {
        const agencies = saidBy(kind);
        if (agencies === undefined) continue;
        const key = value.toString('hex');
        const others = all.get(key)?.agencies ?? [];
        all.set(key, { kind, value: key, agencies: [...new Set([...others, ...agencies])] });
      }
    }
    return [...all.values()];
  }

  /**
   * Undefined for what nobody had said: an identity is put together of many words. What was known before there were agencies'
   * own words counts as said by each that had matched it, but for an address of somebody shielded: that is nobody's.
   */
  private saidBy(
    { said, agencies, shielded }: KnownBefore,
    spellings: readonly PersonDetails[],
  ): (kind: LikenessKind) => readonly string[] | undefined {
    if (Object.keys(said).length === 0) return (kind) => (shielded && /-(postcode|uprn)$/.test(kind) ? [] : agencies);
    const byKind = new Map<LikenessKind, readonly string[]>();
    for (const { kind, value } of spellings.flatMap((details) => indexesBefore(this.ring, details))) {
      const by = said[value.toString('hex')];
      if (by) byKind.set(kind, by);
    }
    return (kind) => byKind.get(KEPT_AS[kind] ?? kind);
  }

  private read({ holder, place, wrapped, sealed }: Source): PersonDetails {
    const key = this.keys.ofRow(holder, Buffer.from(wrapped, 'base64'));
    if (key.state !== 'held') throw new SealingError('unreadable', 'the key of a sealed identity does not open');
    return readIdentity(key.open(Buffer.from(sealed, 'base64'), place));
  }
}

const readAgain = (text: string | null | undefined, read: (text: string) => string | null): string | null =>
  text ? (read(text) ?? text) : null;
