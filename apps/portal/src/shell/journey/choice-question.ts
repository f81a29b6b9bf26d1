import type { Fields } from '../../session/session.js';
import { errorOf, type FieldError } from '../page.js';
import { Question, type Shown } from './question.js';

export interface Option {
  readonly value: string;
  readonly text: string;
  readonly says?: string;
  /** The text is the name of an agreement or agency, which no catalogue translates. */
  readonly isName?: boolean;
}

/** A question that is a page's heading, and what may be chosen. */
export interface Choice {
  readonly title: string;
  readonly hint: string;
  readonly options: readonly (Option | { readonly divider: string })[];
  readonly chosen: readonly string[];
  /** What is said where nothing was chosen. */
  readonly missing: string;
}

/** One choice among what there is, or several: nothing is chosen beforehand, and nobody fails to choose where there is nothing. */
export abstract class ChoiceQuestion<Answers, Known> extends Question<Answers, Known> {
  /** The name of its field. */
  protected abstract readonly field: string;
  protected abstract readonly template: string;
  /** Several may be ticked. */
  protected readonly many: boolean = true;

  abstract choice(answers: Answers, known: Known): Choice;

  errors(answers: Answers, known: Known): readonly FieldError[] {
    const { options, chosen, missing } = this.choice(answers, known);
    return chosen.length > 0 || options.length === 0 ? [] : [{ field: this.field, text: missing }];
  }

  override isAnswered(answers: Answers, known: Known): boolean {
    return this.choice(answers, known).chosen.length > 0;
  }

  page(answers: Answers, known: Known, errors: readonly FieldError[]): Shown {
    const choice = this.choice(answers, known);
    const { field, template } = this;
    const asked = presentChoice(field, choice, errors);
    const model = choice.options.length === 0 ? {} : { [this.many ? 'checkboxes' : 'radios']: asked };
    return { template, title: choice.title, model };
  }

  /** The values that its form chose: none where one of them was not offered. */
  protected chosenIn(fields: Fields, { options }: Pick<Choice, 'options'>): readonly string[] {
    const values = [fields[this.field] ?? []].flat();
    const isOffered = values.every((value) => options.some((option) => 'value' in option && option.value === value));
    return isOffered && (this.many || values.length === 1) ? values : [];
  }
}

/** Arguments of the macros of radios and checkboxes. */
export const presentChoice = (
  name: string,
  { title, hint, options, chosen }: Omit<Choice, 'missing'>,
  errors: readonly FieldError[],
): object => ({
  name,
  idPrefix: name,
  fieldset: { legend: { text: title, isPageHeading: true, classes: 'govuk-fieldset__legend--l' } },
  hint: { text: hint },
  errorMessage: errorOf(errors, name),
  items: options.map((option) => ('divider' in option ? option : presentOption(option, chosen))),
});

const presentOption = ({ value, text, says, isName }: Option, chosen: readonly string[]): object => ({
  value,
  text,
  checked: chosen.includes(value),
  label: isName ? { classes: 'data' } : undefined,
  hint: says === undefined ? undefined : { text: says },
});
