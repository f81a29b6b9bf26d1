import { type Choice, ChoiceQuestion } from '../../shell/journey/choice-question.js';
import { word } from '../../words/words.js';
import { recipientsOf } from '../record/describe-directive.js';
import type { Draft } from './draft.js';
import type { Offer } from './read-offer.js';

/** What may be shared, or with whom; choosing nothing is a no. */
export class ScopeQuestion extends ChoiceQuestion<Draft, Offer> {
  readonly asks: readonly string[];
  protected readonly template = 'resident/question';

  constructor(
    readonly step: 'what' | 'who',
    protected readonly field: 'categories' | 'recipients',
  ) {
    super();
    this.asks = [field];
  }

  choice(draft: Draft, { agreement, telling: { t, agency } }: Offer): Choice {
    const say = (key: string): string => t(`resident.${this.step}.${key}`);
    const options =
      this.field === 'categories'
        ? agreement.categories.map((value) => ({ value, text: word(t, 'category', value) }))
        : recipientsOf(agreement).map((value) => ({ value, text: agency(value), isName: true }));
    return { title: say('title'), hint: say('hint'), missing: say('none'), options, chosen: draft[this.field] };
  }
}
