import type { Review, Underway } from '../../shell/journey/journey.js';
import type { Shown } from '../../shell/journey/question.js';
import { word, words } from '../../words/words.js';
import { until } from '../../words/times.js';
import type { Fact } from '../record/fact.js';
import { readDirectives, readSharingNow, whereThere } from '../record/read-record.js';
import { pathOf, type Draft } from './draft.js';
import { endOfAnswered } from './end-of-consent.js';
import type { Offer } from './read-offer.js';
import { reachOfYes, startsAtOnce } from './standing-no.js';

/** Everything once more, and what a yes would do from when on. */
export class CheckDecision implements Review<Draft, Offer> {
  readonly step = 'check';

  async show({ visit, known, answers }: Underway<Draft, Offer>): Promise<Shown> {
    const { t, broker } = visit;
    const [shared, directives] = await Promise.all([
      whereThere(readSharingNow(broker)),
      whereThere(readDirectives(broker)),
    ]);
    const atOnce = startsAtOnce(reachOfYes(known.agreement, answers), shared?.items, directives);
    const text = t(`resident.check.${atOnce ? 'text' : 'textClosed'}`);
    const model = { ...presentCheck(known, answers), text };
    return { template: 'resident/check', title: t('resident.check.title'), model };
  }
}

/** All that was answered, each with a way back to it, and two answers of the same weight. */
export function presentCheck(offer: Offer, draft: Draft) {
  const { agreement, telling } = offer;
  const { t, language, agency } = telling;
  const change = (step: string): Pick<Fact, 'change'> => ({
    change: {
      text: t('resident.check.change'),
      href: pathOf(agreement.id, step),
      hidden: t(`resident.check.changeWhat.${step}`),
    },
  });
  const rows: Fact[] = [
    { key: t('resident.fact.agreement'), texts: [agreement.title], data: true },
    { key: t('resident.fact.why'), texts: [word(t, 'purpose', agreement.purpose)] },
    { key: t('resident.fact.what'), texts: words(t, 'category', draft.categories), ...change('what') },
    { key: t('resident.fact.with'), texts: draft.recipients.map(agency), data: true, ...change('who') },
    { key: t('resident.fact.until'), time: until(endOfAnswered(draft, offer), language), ...change('until') },
  ];
  return { rows, choices: ['yes', 'no'].map((value) => ({ value, text: t(`resident.check.${value}`) })) };
}
