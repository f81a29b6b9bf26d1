import type { Line } from '../record/fact.js';

/** A part of the home page; what comes first matters most. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly text?: string;
  readonly lines: readonly Line[];
}

export interface FoldedSection extends Section {
  /** Those of its lines that are there when somebody unfolds them. */
  readonly folded: readonly Line[];
}

/** What two screens of a phone of 390 by 844 CSS pixels hold, in pixels (`test/portal/two-screens.ts` measures it). */
const TWO_SCREENS = 2 * 844;
/** The page's heading and the way to what was said before. */
const AROUND = 190;
const OF_SECTION = { title: 50, text: 45, folded: 45 };
/** The height of a row, and so many characters on each, in a font that is wider than most. */
const TEXT = { row: 25, characters: 32 };
const SMALL = { row: 20, characters: 38 };
const BETWEEN = 18;

const rows = (text: string, { row, characters }: typeof TEXT): number => Math.ceil(text.length / characters) * row;

/** The height that a line takes on that phone. */
export const heightOf = ({ name, act, state, texts }: Line): number =>
  rows([name.text, act?.text].join('  '), TEXT) + rows([`${state.text}  `, ...texts].join(' '), SMALL) + BETWEEN;

/** The height of all that is not folded, below texts that stand at the top of the page. */
export const heightOfAll = (top: readonly string[], sections: readonly FoldedSection[]): number =>
  sections.reduce(
    (sum, { text, lines, folded }) =>
      sum +
      OF_SECTION.title +
      (text ? OF_SECTION.text : 0) +
      (folded.length > 0 ? OF_SECTION.folded : 0) +
      lines.reduce((height, line) => height + heightOf(line), 0),
    top.reduce((sum, text) => sum + rows(text, TEXT) + BETWEEN / 3, AROUND),
  );

/**
 * Folds away what does not fit, from the end: nothing is folded while something that matters less is shown. Whatever is folded stays
 * on the page, a tap away, and prints.
 */
export function foldBeyondTwoScreens(top: readonly string[], sections: readonly Section[]): FoldedSection[] {
  const allFolded = sections.map((section) => ({ ...section, lines: [], folded: section.lines }));
  let left = TWO_SCREENS - heightOfAll(top, allFolded);
  let isFull = false;
  return sections.map((section) => {
    const shown: Line[] = [];
    for (const line of section.lines) {
      isFull ||= heightOf(line) > left;
      if (isFull) break;
      left -= heightOf(line);
      shown.push(line);
    }
    return { ...section, lines: shown, folded: section.lines.slice(shown.length) };
  });
}
