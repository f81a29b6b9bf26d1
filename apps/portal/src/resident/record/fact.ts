import type { Translate } from '../../words/texts.js';
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

/** A row of `resident.fact.<key>`; none where there is nothing to say. */
export function textFact(t: Translate, key: string, texts: readonly (string | undefined)[], data = false): Fact[] {
  const said = texts.filter((text) => text !== undefined);
  return said.length === 0 ? [] : [{ key: t(`resident.fact.${key}`), texts: said, ...(data ? { data } : {}) }];
}

export interface Link {
  readonly text: string;
  readonly href: string;
  /** For those who hear the page: what the text alone does not tell. */
  readonly hidden?: string;
}

/** A state in words; the colour only repeats it. */
export interface Tag {
  readonly text: string;
  readonly classes: string;
}

/** One line of a list: what it is, which leads to all about it, how it stands, and what matters most. */
export interface Line {
  readonly name: Link;
  readonly state: Tag;
  readonly texts: readonly string[];
  /** The one thing to do about it without reading more. */
  readonly act?: Link;
}
