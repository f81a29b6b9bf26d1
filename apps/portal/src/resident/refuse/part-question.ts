import { presentChoice } from '../../shell/journey/choice.js';
import { Question, type Shown } from '../../shell/journey/question.js';
import type { FieldError } from '../../shell/page.js';
import { word } from '../../words/words.js';
import type { OwnAgreement } from '../record/answers.js';
import type { Telling } from '../record/telling.js';
import { ALL, agenciesOf, namedCategories, type Part, type Refusal } from './refusal.js';

export interface Refusable {
  readonly agreements: readonly OwnAgreement[];
  readonly telling: Telling;
}

/** One of the two questions: from whom, or what. Nothing is chosen beforehand. */
export class PartQuestion extends Question<Refusal, Refusable> {
  readonly asks: readonly string[];

  constructor(
    readonly step: string,
    private readonly part: Part,
  ) {
    super();
    this.asks = [part];
  }

  errors({ [this.part]: chosen }: Refusal, { telling: { t } }: Refusable): FieldError[] {
    return chosen?.length === 0 ? [{ field: this.part, text: t(`resident.refuse.${this.part}.none`) }] : [];
  }

  page(refusal: Refusal, { agreements, telling }: Refusable, errors: readonly FieldError[]): Shown {
    const { part } = this;
    const { t, agency } = telling;
    const say = (key: string): string => t(`resident.refuse.${part}.${key}`);
    const named =
      part === 'recipients'
        ? agenciesOf(agreements).map((value) => ({ value, text: agency(value), isName: true }))
        : namedCategories().map((value) => ({ value, text: word(t, 'category', value) }));
    const options = [{ value: ALL, text: say('all') }, { divider: t('resident.refuse.or') }, ...named];
    const choice = { name: part, title: say('title'), hint: say('hint'), options, chosen: refusal[part] ?? [ALL] };
    return { template: 'resident/question', title: say('title'), model: { checkboxes: presentChoice(choice, errors) } };
  }
}
