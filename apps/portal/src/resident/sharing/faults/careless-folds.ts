import type { FoldedSection, Section } from '../fold-lines.js';

type Fold = (top: readonly string[], sections: readonly Section[]) => FoldedSection[];

const shownOf =
  (keeps: (section: Section, line: number) => boolean): Fold =>
  (_top, sections) =>
    sections.map((section) => ({
      ...section,
      lines: section.lines.filter((_, line) => keeps(section, line)),
      folded: section.lines.filter((_, line) => !keeps(section, line)),
    }));

/** Ways to fit a home page into two screens that hide what matters, or that do not. */
export const CARELESS_FOLDS: Readonly<Record<string, Fold>> = {
  'what is asked of them first': shownOf(({ id }) => id !== 'asked'),
  'so many of each, whatever matters': shownOf((_, line) => line < 3),
  nothing: shownOf(() => true),
  'lines away for good': (_top, sections) =>
    sections.map((section) => ({ ...section, lines: section.lines.slice(0, 2), folded: [] })),
};
