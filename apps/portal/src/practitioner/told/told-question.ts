import type { Fields } from '../../session/session.js';
import { type Option, presentChoice } from '../../shell/journey/choice.js';
import { Question, type Shown } from '../../shell/journey/question.js';
import type { FieldError } from '../../shell/page.js';
import type { Translate } from '../../shell/texts.js';
import { ticked } from '../../shell/typed.js';
import type { KnownSharing } from './known-sharing.js';
import type { Told } from './told.js';

export interface Asking {
  readonly t: Translate;
  readonly language: string;
  readonly sharing: KnownSharing;
}

const FIELD = 'answer';

/** A choice among what there is; where there is nothing to choose, that is said, and nobody failed to choose. */
export abstract class ToldQuestion extends Question<Told, Asking> {
  abstract override readonly step: '' | 'which' | 'part' | 'channel';
  /** Its own answer of before travels along: what was chosen before says what a choice means. */
  readonly asks: readonly string[] = [];
  /** Several may be ticked. */
  protected readonly many: boolean = false;

  /** The key of its texts below `practitioner.told`. */
  protected abstract texts(told: Told): string;
  abstract options(told: Told, asking: Asking): readonly Option[];
  abstract chosen(told: Told): readonly string[];
  /** The answers with these values of its own options, or with none. */
  protected abstract answer(told: Told, values: readonly string[], asking: Asking): Told;

  override take(told: Told, fields: Fields, asking: Asking): Told {
    const values = ticked(fields, FIELD);
    const offered = this.options(told, asking);
    const isOffered = values.every((value) => offered.some((option) => option.value === value));
    return this.answer(told, isOffered && (this.many || values.length === 1) ? values : [], asking);
  }

  override isAnswered(told: Told): boolean {
    return this.chosen(told).length > 0;
  }

  errors(told: Told, asking: Asking): FieldError[] {
    if (this.isAnswered(told) || this.options(told, asking).length === 0) return [];
    return [{ field: FIELD, text: asking.t(`practitioner.told.errors.${this.many ? 'many' : 'one'}`) }];
  }

  page(told: Told, asking: Asking, errors: readonly FieldError[]): Shown {
    const { t } = asking;
    const options = this.options(told, asking);
    const texts = `practitioner.told.${this.texts(told)}`;
    const [title, hint] = [t(`${texts}.title`), t(`${texts}.hint`)];
    const choice = presentChoice({ name: FIELD, title, hint, options, chosen: this.chosen(told) }, errors);
    const asked = this.many ? { checkboxes: choice } : { radios: choice };
    const model = options.length === 0 ? { nothing: t('practitioner.told.nothing') } : asked;
    return { template: 'practitioner/told-question', title, model };
  }
}

/** One value, or none, as what is chosen. */
export const only = (value: string | undefined): readonly string[] => (value ? [value] : []);
