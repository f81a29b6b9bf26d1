import { errorList, errorOf } from '../../shell/page.js';
import { word, words } from '../../words/words.js';
import type { Fact } from '../record/fact.js';
import type { Telling } from '../record/telling.js';
import { ALL, agenciesOf, hiddenOf, namedCategories, type Refusal } from './refusal.js';
import type { OwnAgreement } from '../record/answers.js';

export type Part = 'recipients' | 'categories';

/** One of the two questions: from whom, or what. Nothing is chosen beforehand. */
export function presentQuestion(
  part: Part,
  refusal: Refusal,
  agreements: readonly OwnAgreement[],
  telling: Telling,
  failed: boolean,
): object {
  const { t, agency } = telling;
  const errors = failed ? [{ field: part, text: t(`resident.refuse.${part}.none`) }] : [];
  const error = errorOf(errors, part);
  const chosen = refusal[part];
  const all = { value: ALL, text: t(`resident.refuse.${part}.all`), checked: chosen === null };
  const items =
    part === 'recipients'
      ? agenciesOf(agreements).map((value) => ({ value, text: agency(value), label: { classes: 'data' } }))
      : namedCategories().map((value) => ({ value, text: word(t, 'category', value) }));
  return {
    errors: errorList(errors),
    kept: hiddenOf(refusal, [part]),
    checkboxes: {
      ...{ name: part, idPrefix: part },
      fieldset: {
        legend: { text: t(`resident.refuse.${part}.title`), isPageHeading: true, classes: 'govuk-fieldset__legend--l' },
      },
      hint: { text: t(`resident.refuse.${part}.hint`) },
      ...(error ? { errorMessage: error } : {}),
      items: [
        all,
        { divider: t('resident.refuse.or') },
        ...items.map((item) => ({ ...item, checked: !!chosen?.includes(item.value) })),
      ],
    },
  };
}

/** What will be recorded, with a way back to each part. */
export function presentCheck(refusal: Refusal, telling: Telling): { rows: Fact[]; choices: object[] } {
  const { t, agency } = telling;
  const { recipients, categories } = refusal;
  const change = (href: string, part: Part): Pick<Fact, 'change'> => ({
    change: { text: t('resident.check.change'), href, hidden: t(`resident.refuse.${part}.change`) },
  });
  return {
    rows: [
      {
        key: t('resident.refuse.whom'),
        ...(recipients ? { texts: recipients.map(agency), data: true } : { texts: [t('resident.fact.anyone')] }),
        ...change('/resident/refuse', 'recipients'),
      },
      {
        key: t('resident.fact.what'),
        texts: categories ? words(t, 'category', categories) : [t('resident.fact.anything')],
        ...change('/resident/refuse/what', 'categories'),
      },
    ],
    choices: [
      { value: 'yes', text: t('resident.refuse.yes') },
      { value: 'no', text: t('resident.refuse.no') },
    ],
  };
}
