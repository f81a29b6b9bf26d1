import type { Fields } from '../../session/session.js';
import { type Choice, ChoiceQuestion, type Option } from '../../shell/journey/choice-question.js';
import type { Translate } from '../../words/texts.js';
import type { KnownSharing } from './known-sharing.js';
import type { Told } from './told.js';

export interface Asking {
  readonly t: Translate;
  readonly language: string;
  readonly sharing: KnownSharing;
}

/** A choice among what there is. Its own answer of before travels along: that says what a new one means. */
export abstract class ToldQuestion extends ChoiceQuestion<Told, Asking> {
  readonly asks: readonly string[] = [];
  protected readonly field = 'answer';
  protected readonly template = 'practitioner/told-question';
  protected override readonly many: boolean = false;

  /** The key of its texts below `practitioner.told`. */
  protected texts(_told: Told): string {
    return this.step;
  }
  abstract options(told: Told, asking: Asking): readonly Option[];
  protected abstract chosen(told: Told): string | readonly string[] | undefined;
  /** The answers with these values of its own options, or with none. */
  protected abstract answer(told: Told, values: readonly string[], asking: Asking): Told;

  choice(told: Told, asking: Asking): Choice {
    const say = (key: string): string => asking.t(`practitioner.told.${key}`);
    const texts = this.texts(told);
    return {
      ...{ title: say(`${texts}.title`), hint: say(`${texts}.hint`) },
      options: this.options(told, asking),
      chosen: [this.chosen(told) ?? []].flat().filter((value) => value !== ''),
      missing: say(`errors.${this.many ? 'many' : 'one'}`),
    };
  }

  override take(told: Told, fields: Fields, asking: Asking): Told {
    return this.answer(told, this.chosenIn(fields, this.choice(told, asking)), asking);
  }
}
