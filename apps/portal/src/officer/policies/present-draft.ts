import type { FieldError as ApiError } from '#libs/contracts';
import { errorOf, errorSummary, type FieldError } from '../../shell/page.js';
import type { Translate } from '../../words/texts.js';

export interface Draft {
  /** The bundle that it changes. */
  readonly from: string;
  readonly file: string;
  readonly title: string;
  readonly text: string;
}

/** Browsers send line ends as CRLF whatever was typed; files of a bundle end lines with LF, and their text is hashed. */
export const withPlainLines = (text: string): string => text.replaceAll('\r\n', '\n');

/**
 * What the API found wrong, beside the text: `agreements.cedar:12` is where. It names files, lines and rules; its words are
 * Cedar's own.
 */
export function errorsOfDraft(errors: readonly ApiError[], t: Translate): FieldError[] {
  const found = errors.map(({ field, detail }): FieldError => {
    const [, file, line] = /^(.+):(\d+)$/.exec(field) ?? [];
    if (file === undefined || line === undefined) {
      return { field: field === 'title' ? 'title' : 'text', text: t('officer.policies.draft.wrong.other', { detail }) };
    }
    return { field: 'text', text: t('officer.policies.draft.wrong.line', { file, line, detail }) };
  });
  return found.length > 0 ? found : [{ field: 'text', text: t('officer.policies.draft.wrong.unknown') }];
}

export function presentDraft({ from, file, title, text }: Draft, errors: readonly FieldError[], t: Translate) {
  const ofText = errors.filter(({ field }) => field === 'text').map((error) => error.text);
  return {
    from,
    file,
    title: {
      id: 'title',
      name: 'title',
      label: { text: t('officer.policies.draft.name') },
      hint: { text: t('officer.policies.draft.nameHint') },
      value: title,
      errorMessage: errorOf(errors, 'title'),
    },
    text: {
      id: 'text',
      name: 'text',
      rows: 24,
      spellcheck: false,
      classes: 'officer-code',
      label: { text: t('officer.policies.draft.text', { file }) },
      value: text,
      errorMessage: ofText.length === 0 ? undefined : { text: ofText.join(' ') },
    },
    errors: errorSummary(t, errors),
  };
}
