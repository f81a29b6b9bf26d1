import type { Review, Underway } from '../../shell/journey/journey.js';
import { words } from '../../words/words.js';
import type { Fact } from '../record/fact.js';
import type { Refusable } from './part-question.js';
import type { Part, Refusal } from './refusal.js';

/** What will be recorded, with a way back to each part. */
export class CheckRefusal implements Review<Refusal, Refusable> {
  readonly step = 'check';

  show({ path, answers, known }: Pick<Underway<Refusal, Refusable>, 'path' | 'answers' | 'known'>) {
    const { t, agency } = known.telling;
    const { recipients, categories } = answers;
    const change = (href: string, part: Part): Pick<Fact, 'change'> => ({
      change: { text: t('resident.check.change'), href, hidden: t(`resident.refuse.${part}.change`) },
    });
    const rows: Fact[] = [
      {
        key: t('resident.refuse.whom'),
        ...(recipients ? { texts: recipients.map(agency), data: true } : { texts: [t('resident.fact.anyone')] }),
        ...change(path, 'recipients'),
      },
      {
        key: t('resident.fact.what'),
        texts: categories ? words(t, 'category', categories) : [t('resident.fact.anything')],
        ...change(`${path}/what`, 'categories'),
      },
    ];
    const choices = ['yes', 'no'].map((value) => ({ value, text: t(`resident.refuse.${value}`) }));
    const model = { rows, choices, text: t('resident.refuse.check.text') };
    return { template: 'resident/check', title: t('resident.refuse.check.title'), model };
  }
}
