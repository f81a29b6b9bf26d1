import { presentChoice } from '../../shell/journey/choice.js';
import { Question, type Shown } from '../../shell/journey/question.js';
import type { FieldError } from '../../shell/page.js';
import { word } from '../../words/words.js';
import { recipientsOf } from '../record/describe-directive.js';
import type { Draft } from './draft.js';
import type { Offer } from './read-offer.js';

const PARTS = { what: 'categories', who: 'recipients' } as const;

/** What may be shared, or with whom. Nothing is chosen beforehand; choosing nothing is a no. */
export class ScopeQuestion extends Question<Draft, Offer> {
  readonly asks: readonly string[];

  constructor(readonly step: keyof typeof PARTS) {
    super();
    this.asks = [PARTS[step]];
  }

  errors(draft: Draft, { telling }: Offer): FieldError[] {
    const field = PARTS[this.step];
    return draft[field].length === 0 ? [{ field, text: telling.t(`resident.${this.step}.none`) }] : [];
  }

  page(draft: Draft, { agreement, telling }: Offer, errors: readonly FieldError[]): Shown {
    const { t, agency } = telling;
    const name = PARTS[this.step];
    const options =
      name === 'categories'
        ? agreement.categories.map((value) => ({ value, text: word(t, 'category', value) }))
        : recipientsOf(agreement).map((value) => ({ value, text: agency(value), isName: true }));
    const [title, hint] = [t(`resident.${this.step}.title`), t(`resident.${this.step}.hint`)];
    const checkboxes = presentChoice({ name, title, hint, options, chosen: draft[name] }, errors);
    return { template: 'resident/question', title, model: { checkboxes } };
  }
}
