import type { ShownTime } from '../../words/times.js';

/** One row of a summary list: a name, and a text, several, or a moment (views/resident/parts.njk). */
export interface Fact {
  readonly key: string;
  readonly texts?: readonly string[];
  /** The texts are names of agencies, ids or other things that are the same in every language. */
  readonly data?: boolean;
  readonly time?: ShownTime;
  readonly change?: Link;
}

export interface Link {
  readonly text: string;
  readonly href: string;
  /** For those who hear the page: what the text alone does not tell. */
  readonly hidden?: string;
}

/** A summary card: what it is about, and where it leads. */
export interface Card {
  readonly title: string;
  readonly state?: { readonly text: string; readonly classes: string };
  readonly facts: readonly Fact[];
  readonly links: readonly Link[];
}
