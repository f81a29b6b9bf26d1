import { presentChoice } from '../../shell/journey/choice-question.js';
import { Question, type Shown } from '../../shell/journey/question.js';
import { errorOf, type FieldError } from '../../shell/page.js';
import { until } from '../../words/times.js';
import type { Draft } from './draft.js';
import { endOfConsent, latestEnd, lengthsOf } from './end-of-consent.js';
import type { Offer } from './read-offer.js';

/** For how long, within what the agreement allows. */
export class UntilQuestion extends Question<Draft, Offer> {
  readonly step = 'until';
  readonly asks = ['length', 'date'];

  errors(draft: Draft, offer: Offer): FieldError[] {
    const end = endOfConsent(draft, offer.agreement, offer.now);
    if (!('problem' in end)) return [];
    const field = end.problem === 'none' ? 'length' : 'date';
    return [{ field, text: offer.telling.t(`resident.until.${end.problem}`, { limit: limitOf(offer) ?? '' }) }];
  }

  page(draft: Draft, offer: Offer, errors: readonly FieldError[]): Shown {
    const { t } = offer.telling;
    const limit = limitOf(offer);
    const title = t('resident.until.title');
    const hint = limit === undefined ? t('resident.until.hint') : t('resident.until.limit', { limit });
    const options = [
      ...lengthsOf(offer.agreement).map((months) => ({
        value: `m${months}`,
        text: t('resident.until.months', { count: months }),
      })),
      { value: 'date', text: t('resident.until.other') },
    ];
    const radios = presentChoice('length', { title, hint, options, chosen: [draft.length] }, errors);
    const input = {
      ...{ id: 'date', name: 'date', value: draft.date, classes: 'govuk-input--width-10' },
      label: { text: t('resident.until.date') },
      hint: { text: t('resident.until.dateHint') },
      errorMessage: errorOf(errors, 'date'),
    };
    return { template: 'resident/question', title, model: { radios, input } };
  }
}

function limitOf({ agreement, now, telling }: Offer): string | undefined {
  const latest = latestEnd(agreement, now);
  return latest === undefined ? undefined : until(latest, telling.language).text;
}
