import { word, words } from '../../words/words.js';
import { until } from '../../words/times.js';
import type { Fact } from '../record/fact.js';
import type { Draft } from './draft.js';
import { pathOf } from './present-questions.js';
import type { Offer } from './read-offer.js';

export interface CheckModel {
  readonly rows: readonly Fact[];
  readonly choices: readonly { readonly value: string; readonly text: string }[];
}

/** Everything once more, each with a way back to it, and two answers of the same weight. */
export function presentCheck({ agreement, telling }: Offer, draft: Draft, end: string): CheckModel {
  const { t, language, agency } = telling;
  const change = (step: string): Pick<Fact, 'change'> => ({
    change: {
      text: t('resident.check.change'),
      href: pathOf(agreement.id, step),
      hidden: t(`resident.check.changeWhat.${step}`),
    },
  });
  return {
    rows: [
      { key: t('resident.fact.agreement'), texts: [agreement.title], data: true },
      { key: t('resident.fact.why'), texts: [word(t, 'purpose', agreement.purpose)] },
      { key: t('resident.fact.what'), texts: words(t, 'category', draft.categories), ...change('what') },
      { key: t('resident.fact.with'), texts: draft.recipients.map(agency), data: true, ...change('who') },
      { key: t('resident.fact.until'), time: until(end, language), ...change('until') },
    ],
    choices: [
      { value: 'yes', text: t('resident.check.yes') },
      { value: 'no', text: t('resident.check.no') },
    ],
  };
}
