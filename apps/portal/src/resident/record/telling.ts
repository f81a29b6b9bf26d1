import type { Translate } from '../../words/texts.js';
import type { AgencyNames } from '../../words/agency-names.js';
import { localeOf } from '../../words/times.js';
import { sayCode } from '../../words/words.js';

/** The language of a page, and the names of agencies. */
export interface Telling {
  readonly t: Translate;
  readonly language: string;
  readonly agency: AgencyNames;
}

const kept = new Map<string, Intl.ListFormat>();

/** "Medicines and Allergies": a list within a sentence, as the language joins it. */
export function listed({ language }: Pick<Telling, 'language'>, items: readonly string[]): string {
  const format = kept.get(language) ?? new Intl.ListFormat(localeOf(language));
  kept.set(language, format);
  return format.format(items);
}

/** Codes that are said to the resident in words of their own ("You said no to this"), below `resident.<vocabulary>`. */
export const toResident = (t: Translate, vocabulary: 'basis' | 'right' | 'reason' | 'status', code: string): string =>
  sayCode(t, `resident.${vocabulary}`, code);
