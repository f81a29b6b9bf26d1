import type { CodeList } from './code-list.js';

/**
 * What a field of a record holds, and so whether it may pass where something of the record is hidden. Values are declared as
 * much as fields: what is not one of them is free text, whatever field it stands in.
 *
 * - `date`, `number` (six digits at most) and `flag` pass by what they are.
 * - `word` is one of the words that the shape lists, in our spelling; `symbol` is one of a list of units or signs, to the letter.
 * - `coding` is one of the codes that the field lists, with our display: never the sender's, which is prose.
 * - `text` is free text, a name and an address too. It never passes there.
 * - `group` has fields of its own.
 */
export type FieldKind = 'date' | 'number' | 'flag' | 'word' | 'symbol' | 'coding' | 'text' | 'group';

/** What an agreement may ask to leave out by its meaning, wherever a shape keeps it. */
export type Meaning = 'diagnosis' | 'medicine' | 'allergy' | 'procedure';

/** One field of a shape; a list of such values counts as the field. */
export interface Field {
  readonly kind: FieldKind;
  /** What it tells; its fields tell it too, and a coding of it may pass a shield by itself (ADR 17). */
  readonly means?: Meaning;
  /** It can show where somebody lives or can be found (domain 1.15): a shield withholds it, with all that is in it. */
  readonly locates?: true;
  /** It only says what the record is and how it stands; a record of which no more than that would pass is withheld. */
  readonly frame?: true;
  /** Of a `word`: our spelling of each, by how `nameOf` compares it. */
  readonly words?: ReadonlyMap<string, string>;
  /** Of a `symbol`. */
  readonly symbols?: ReadonlySet<string>;
  /** Of a `coding`: what passes whatever is hidden. */
  readonly codes?: CodeList;
  /** Of a `coding`: codes that can tell of a diagnosis, but of no place; they pass where only places are hidden. */
  readonly placeless?: CodeList;
  /** Of a `group`, by their names as `nameOf` spells them. */
  readonly fields?: ReadonlyMap<string, NamedField>;
  /** Of a `group`: the fields of which one has to pass: without it the others say nothing, or mislead, and none does. */
  readonly about?: readonly string[];
}

/** A field with its name in our spelling: a sender's may carry more than letters and digits, and would say it. */
export interface NamedField extends Field {
  readonly name: string;
}

/** A body that an agency may send: a FHIR R4 resource, or a plain one of this place under PRSB headings. */
export interface Shape extends Pick<Field, 'about'> {
  /** The `resourceType` of a FHIR resource; null for a plain body, which has none. */
  readonly resource: string | null;
  readonly fields: ReadonlyMap<string, NamedField>;
}

/** How names of fields and listed words are compared: letters and digits, folded; `Code`, `code` and `c_o-de` are one. */
export function nameOf(text: string): string {
  const known = NAMES.get(text);
  if (known !== undefined) return known;
  const name = PLAIN.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, '');
  if (NAMES.size < MOST_NAMES && text.length <= LONGEST_NAME) NAMES.set(text, name);
  return name;
}

/** The same few hundred names are asked for over and over; what somebody makes up fills no memory. */
const NAMES = new Map<string, string>();
const MOST_NAMES = 4_096;
const LONGEST_NAME = 64;
const PLAIN = /^[A-Za-z0-9]*$/;
