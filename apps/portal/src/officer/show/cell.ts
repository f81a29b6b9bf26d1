import type { Visit } from '../../shell/visit.js';
import type { Translate } from '../../words/texts.js';
import { exactMoment, type ShownTime } from '../../words/times.js';

/** Colours of a tag; the word in it says the same. */
export type TagColour = 'green' | 'red' | 'yellow' | 'grey' | 'blue';

/** A value as tables and lists of the officer's pages show it (`views/officer/parts.njk`). */
export interface Cell {
  readonly text: string;
  readonly href?: string;
  /** Said to who cannot see the row that the link stands in. */
  readonly hidden?: string;
  /** RFC 3339: the text is a moment. */
  readonly datetime?: string;
  readonly tag?: TagColour;
  readonly numeric?: boolean;
  /** A code or a name, no word of any language: pages in other languages leave it as it is. */
  readonly data?: boolean;
}

/** A table: its caption names it, its first column names the row. */
export interface Listing {
  readonly caption: string;
  readonly head: readonly Pick<Cell, 'text' | 'numeric'>[];
  readonly rows: readonly (readonly Cell[])[];
}

/** One line of a summary list; several cells are shown one below the other. */
export interface Fact {
  readonly key: string;
  readonly values: readonly Cell[];
}

export const timeCell = ({ iso, text }: ShownTime): Cell => ({ text, datetime: iso, data: true });

export const dataCell = (text: string): Cell => ({ text, data: true });

/** What stands where there is nothing. */
export const NONE: Cell = { text: '–' };

/** A moment in full. */
export const momentCell = (iso: string | null, language: string): Cell =>
  iso === null ? NONE : timeCell(exactMoment(iso, language));

/** A code by its text below a key, in its colour; one without a text, of a newer app or an old entry, as it is. */
export function codeCell(
  t: Translate,
  below: string,
  code: string,
  colours: Readonly<Record<string, TagColour>> = {},
): Cell {
  if (!t.knows(`${below}.${code}`)) return dataCell(code);
  const tag = colours[code];
  return { text: t(`${below}.${code}`), ...(tag ? { tag } : {}) };
}

export const countCell = (count: number): Cell => ({ text: String(count), numeric: true, data: true });

/** Heads of a table's columns: texts below a key. */
export const headOf = (t: Translate, below: string, ...columns: readonly string[]): Listing['head'] =>
  columns.map((column) => ({ text: t(`${below}.head.${column}`) }));

/** How a list is sorted, and as of when it is. */
export const asOfNow = ({ t, language }: Pick<Visit, 't' | 'language'>, below: string, now = new Date()): Cell[] => [
  { text: t(`${below}.sort`) },
  { text: t('officer.asOf') },
  momentCell(now.toISOString(), language),
];

export const fact = (key: string, ...values: Cell[]): Fact => ({ key, values });
