import type { Json } from '#libs/domain';
import { canonicalJson, sha256 } from '#libs/tlog';

/**
 * Something that a detail says of the place, and that many say alike: stored once, under the hash of what it says, and only
 * named where it is said. It stands in a detail where the document would; it holds nothing of a person.
 */
export class PlaceFact {
  private constructor(
    /** SHA-256 of `text`, hex. */
    readonly name: string,
    /** RFC 8785. */
    readonly text: string,
  ) {}

  static of(document: Json): PlaceFact {
    const text = canonicalJson(document);
    return new PlaceFact(sha256(Buffer.from(text)).toString('hex'), text);
  }
}

/** An object in which `fact`, which is one too, has its properties beside the object's own. */
export class WithPlaceFact {
  constructor(
    readonly fact: PlaceFact,
    readonly own: object,
  ) {}
}
