import type { ShownTime } from '../../words/times.js';

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

export const countCell = (count: number): Cell => ({ text: String(count), numeric: true, data: true });

export const fact = (key: string, ...values: Cell[]): Fact => ({ key, values });
