import { errorList, errorOf, type FieldError } from '../../shell/page.js';
import { word } from '../../words/words.js';
import { until } from '../../words/times.js';
import { recipientsOf } from '../record/describe-directive.js';
import { keptFields, type Draft } from './draft.js';
import { latestEnd, lengthsOf, type EndProblem } from './end-of-consent.js';
import type { Offer } from './read-offer.js';

/** Arguments of a question page: the macro's, the error summary's, and what the form carries along. */
export interface QuestionModel {
  readonly errors: { text: string; href: string }[];
  readonly kept: { name: string; value: string }[];
  readonly noHref: string;
}

export const pathOf = (id: string, step = ''): string => `/resident/agreements/${id}${step === '' ? '' : `/${step}`}`;

const heading = (text: string): object => ({
  legend: { text, isPageHeading: true, classes: 'govuk-fieldset__legend--l' },
});

function frame(offer: Offer, draft: Draft, own: Parameters<typeof keptFields>[1], errors: FieldError[]): QuestionModel {
  return { errors: errorList(errors), kept: keptFields(draft, own), noHref: pathOf(offer.agreement.id, 'no') };
}

/** What may be shared. Nothing is chosen beforehand; choosing nothing is a no. */
export function presentWhat(offer: Offer, draft: Draft, failed: boolean): QuestionModel & { checkboxes: object } {
  const { agreement, telling } = offer;
  const { t } = telling;
  const errors = failed ? [{ field: 'categories', text: t('resident.what.none') }] : [];
  const error = errorOf(errors, 'categories');
  return {
    ...frame(offer, draft, ['categories'], errors),
    checkboxes: {
      ...{ name: 'categories', idPrefix: 'categories', fieldset: heading(t('resident.what.title')) },
      hint: { text: t('resident.what.hint') },
      ...(error ? { errorMessage: error } : {}),
      items: agreement.categories.map((value) => ({
        value,
        text: word(t, 'category', value),
        checked: draft.categories.includes(value),
      })),
    },
  };
}

/** With whom. */
export function presentWho(offer: Offer, draft: Draft, failed: boolean): QuestionModel & { checkboxes: object } {
  const { agreement, telling } = offer;
  const { t, agency } = telling;
  const errors = failed ? [{ field: 'recipients', text: t('resident.who.none') }] : [];
  const error = errorOf(errors, 'recipients');
  return {
    ...frame(offer, draft, ['recipients'], errors),
    checkboxes: {
      ...{ name: 'recipients', idPrefix: 'recipients', fieldset: heading(t('resident.who.title')) },
      hint: { text: t('resident.who.hint') },
      ...(error ? { errorMessage: error } : {}),
      items: recipientsOf(agreement).map((value) => ({
        value,
        text: agency(value),
        label: { classes: 'data' },
        checked: draft.recipients.includes(value),
      })),
    },
  };
}

/** For how long, within what the agreement allows. */
export function presentUntil(
  offer: Offer,
  draft: Draft,
  problem?: EndProblem,
): QuestionModel & { radios: object; date: object } {
  const { agreement, now, telling } = offer;
  const { t, language } = telling;
  const latest = latestEnd(agreement, now);
  const limit = latest === undefined ? '' : until(latest, language).text;
  const field = problem === 'none' ? 'length' : 'date';
  const errors = problem ? [{ field, text: t(`resident.until.${problem}`, { limit }) }] : [];
  const [lengthError, dateError] = [errorOf(errors, 'length'), errorOf(errors, 'date')];
  const choices = lengthsOf(agreement).map((months) => ({
    value: `m${months}`,
    text: t('resident.until.months', { count: months }),
  }));
  return {
    ...frame(offer, draft, ['length', 'date'], errors),
    radios: {
      ...{ name: 'length', idPrefix: 'length', fieldset: heading(t('resident.until.title')) },
      hint: { text: latest === undefined ? t('resident.until.hint') : t('resident.until.limit', { limit }) },
      ...(lengthError ? { errorMessage: lengthError } : {}),
      items: [...choices, { value: 'date', text: t('resident.until.other') }].map((item) => ({
        ...item,
        checked: item.value === draft.length,
      })),
    },
    date: {
      ...{ id: 'date', name: 'date', value: draft.date, classes: 'govuk-input--width-10' },
      label: { text: t('resident.until.date') },
      hint: { text: t('resident.until.dateHint') },
      ...(dateError ? { errorMessage: dateError } : {}),
    },
  };
}
