import { meaningOf, namesMeaning, segmentsOf, type Field, type Meaning, type Obligations } from '#libs/domain';

/** What of a content must not leave as it is. */
export type Hidden = Pick<Obligations, 'redact' | 'mask' | 'hideLocation'>;

interface Asked {
  /** Paths by their last names: nearly every field of a body is asked for by none. */
  readonly paths: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly meanings: ReadonlySet<Meaning>;
}

/**
 * What is asked to be hidden, ready to be held against fields. A name asks for every field whose path ends with it, at any
 * depth, and for every field that means the same (`diagnosis` is a Condition's `code` and a medicine's `reasonCode`).
 */
export class HiddenFields {
  readonly place: boolean;
  /** Places are hidden and nothing else. */
  readonly placesOnly: boolean;
  /** Names among those asked for that a coding has as its own parts. */
  readonly partsOfCodings: readonly string[];
  private readonly redacted: Asked;
  private readonly masked: Asked;
  /** The last names asked for: what stands under a name that holds one is looked for elsewhere too. */
  private readonly spoken: readonly string[];
  /** Names that shapes give to what is asked for by its meaning. */
  private readonly meant: ReadonlySet<string>;

  constructor({ redact, mask, hideLocation }: Hidden) {
    this.place = hideLocation;
    this.placesOnly = hideLocation && redact.length === 0 && mask.length === 0;
    this.redacted = askedBy(redact);
    this.masked = askedBy(mask);
    this.spoken = [...this.redacted.paths.keys(), ...this.masked.paths.keys()];
    this.partsOfCodings = CODING_PARTS.filter((part) => this.spoken.includes(part));
    const meanings = [...this.redacted.meanings, ...this.masked.meanings];
    this.meant = new Set(meanings.flatMap((meaning) => [...namesMeaning(meaning)]));
  }

  redacts(path: readonly string[], field: Field | null): boolean {
    return asksFor(this.redacted, path, field);
  }

  masks(path: readonly string[], field: Field | null): boolean {
    return asksFor(this.masked, path, field);
  }

  /** For fields that no shape declares: `primaryDiagnosis`, `diagnosis2`. They never pass; their values are looked for. */
  speaksOf(name: string): boolean {
    return this.meant.has(name) || this.spoken.some((spoken) => spoken.length > 3 && name.includes(spoken));
  }
}

const CODING_PARTS = ['code', 'system', 'display'];
const READY = new Map<string, HiddenFields>();
const MOST_READY = 256;

/** Obligations come from agreements and rules, so there are few of them. */
export function hiddenFields(hidden: Hidden): HiddenFields {
  const { redact, mask, hideLocation } = hidden;
  const key = `${redact.join()};${mask.join()};${hideLocation}`;
  const ready = READY.get(key);
  if (ready !== undefined) return ready;
  if (READY.size >= MOST_READY) READY.clear();
  const made = new HiddenFields(hidden);
  READY.set(key, made);
  return made;
}

export const hidesNothing = ({ redact, mask, hideLocation }: Hidden): boolean =>
  !hideLocation && redact.length === 0 && mask.length === 0;

function askedBy(names: readonly string[]): Asked {
  const paths = names.map(segmentsOf).filter((path) => path.length > 0);
  const byLast = new Map<string, string[][]>();
  for (const path of paths) byLast.set(path.at(-1)!, [...(byLast.get(path.at(-1)!) ?? []), path]);
  return { paths: byLast, meanings: new Set(paths.map(meaningOf).filter((meaning) => meaning !== null)) };
}

function asksFor({ paths, meanings }: Asked, path: readonly string[], field: Field | null): boolean {
  if (field?.means !== undefined && meanings.has(field.means)) return true;
  const asking = paths.get(path.at(-1)!);
  if (asking === undefined) return false;
  return asking.some(
    (asked) => asked.length <= path.length && asked.every((name, at) => name === path.at(at - asked.length)),
  );
}
