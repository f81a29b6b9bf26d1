import type { Fields } from '../../session/session.js';
import { errorOf, errorSummary, type FieldError } from '../../shell/page.js';
import type { Translate } from '../../words/texts.js';
import { typed } from '../../shell/typed.js';
import { ONE_OF } from './check-search.js';

export interface FindForm {
  readonly fields: Fields;
  readonly errors: readonly FieldError[];
  /** Only health and social care use the NHS number (s.251A Health and Social Care Act 2012): others are not asked for it. */
  readonly asksNhsNumber: boolean;
}

const DATE_PARTS = [
  ['day', 'govuk-input--width-2'],
  ['month', 'govuk-input--width-2'],
  ['year', 'govuk-input--width-4'],
] as const;

/** The arguments of the search form's macros. */
export function presentFind(t: Translate, { fields, errors, asksNhsNumber }: FindForm): object {
  const input = (name: string, heading = false): object => ({
    id: name,
    name,
    value: typed(fields, name),
    label: { text: t(`practitioner.find.${name}.label`), classes: heading ? 'govuk-label--m' : '' },
    hint: { text: t(`practitioner.find.${name}.hint`) },
    classes: 'govuk-!-width-two-thirds',
    errorMessage: errorOf(errors, name),
    autocomplete: 'off',
    spellcheck: false,
  });
  const birthDateError = errorOf(errors, 'birthDate-day');
  return {
    errorSummary: errorSummary(t, errors),
    familyName: input('familyName', true),
    birthDate: {
      id: 'birthDate',
      namePrefix: 'birthDate',
      fieldset: { legend: { text: t('practitioner.find.birthDate.label'), classes: 'govuk-fieldset__legend--m' } },
      hint: { text: t('practitioner.find.birthDate.hint') },
      errorMessage: birthDateError,
      items: DATE_PARTS.map(([name, width]) => ({
        name,
        label: t(`practitioner.find.birthDate.${name}`),
        value: typed(fields, `birthDate-${name}`),
        classes: birthDateError ? `${width} govuk-input--error` : width,
      })),
    },
    oneOf: { inputs: ONE_OF.filter((name) => asksNhsNumber || name !== 'nhsNumber').map((name) => input(name)) },
  };
}

/** The one answer for nobody, several, and somebody whom the asker may not see: the same page to the letter. */
export const presentNoMatch = (t: Translate): object => ({ lead: t('practitioner.noMatch.lead') });
