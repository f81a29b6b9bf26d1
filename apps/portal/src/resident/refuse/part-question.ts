import { type Choice, ChoiceQuestion } from '../../shell/journey/choice-question.js';
import { word } from '../../words/words.js';
import type { OwnAgreement } from '../record/answers.js';
import type { Telling } from '../record/telling.js';
import { ALL, agenciesOf, namedCategories, type Part, type Refusal } from './refusal.js';

export interface Refusable {
  readonly agreements: readonly OwnAgreement[];
  readonly telling: Telling;
}

/** One of the two questions: from whom, or what. */
export class PartQuestion extends ChoiceQuestion<Refusal, Refusable> {
  readonly asks: readonly string[];
  protected readonly template = 'resident/question';

  constructor(
    readonly step: string,
    protected readonly field: Part,
  ) {
    super();
    this.asks = [field];
  }

  choice(refusal: Refusal, { agreements, telling: { t, agency } }: Refusable): Choice {
    const say = (key: string): string => t(`resident.refuse.${this.field}.${key}`);
    const named =
      this.field === 'recipients'
        ? agenciesOf(agreements).map((value) => ({ value, text: agency(value), isName: true }))
        : namedCategories().map((value) => ({ value, text: word(t, 'category', value) }));
    const options = [{ value: ALL, text: say('all') }, { divider: t('resident.refuse.or') }, ...named];
    const chosen = refusal[this.field] ?? [ALL];
    return { title: say('title'), hint: say('hint'), missing: say('none'), options, chosen };
  }
}
