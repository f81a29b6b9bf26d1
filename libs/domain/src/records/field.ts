/**
 * What a field of a record holds, and so whether it may pass where something of the record is hidden:
 *
 * - `date`, `number`, `flag`, `token` (a code of the shape's own, such as a status), `unit` and `word` (one of the words that
 *   the shape lists) pass by what they say as well as by where they stand: a sentence in their place is free text.
 * - `coding` is a code of a known system, with its display.
 * - `name` is a short text that is no prose: a person's name, a line of an address, a telephone number.
 * - `text` is free text. It never passes there.
 * - `group` has fields of its own.
 */
export type FieldKind = 'date' | 'number' | 'flag' | 'token' | 'unit' | 'word' | 'coding' | 'name' | 'text' | 'group';

/** What an agreement may ask to leave out by its meaning, wherever a shape keeps it. */
export type Meaning = 'diagnosis' | 'medicine' | 'allergy' | 'procedure';

/** One field of a shape; a list of such values counts as the field. */
export interface Field {
  readonly kind: FieldKind;
  /** What it tells; its fields tell it too. */
  readonly means?: Meaning;
  /** It can show where somebody lives or can be found (domain 1.15): a shield withholds it, with all that is in it. */
  readonly locates?: true;
  /** It only says what the record is and how it stands; a record of which no more than that would pass is withheld. */
  readonly frame?: true;
  /** Of a `word`, as `nameOf` spells them. */
  readonly words?: ReadonlySet<string>;
  /** Of a `group`, by their names as `nameOf` spells them. */
  readonly fields?: ReadonlyMap<string, Field>;
}

/** A body that an agency may send: a FHIR R4 resource, or a plain one of this place under PRSB headings. */
export interface Shape {
  /** The `resourceType` of a FHIR resource; null for a plain body, which has none. */
  readonly resource: string | null;
  readonly fields: ReadonlyMap<string, Field>;
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
