import { Question, type Shown } from '../../shell/journey/question.js';
import type { FieldError } from '../../shell/page.js';
import type { Translate } from '../../shell/texts.js';
import { errorsOfStep, presentStep, titleOfStep, type StopStep, type TypedStep } from './present-step.js';

export interface StepKnown {
  readonly t: Translate;
  readonly step: StopStep;
}

/** The one page of a step of an emergency stop: what, where there is a choice, and why. */
export class StepQuestion extends Question<TypedStep, StepKnown> {
  readonly step = '';
  readonly asks = ['what', 'reason'];

  errors(typed: TypedStep, { step, t }: StepKnown): FieldError[] {
    return errorsOfStep(step, typed, t);
  }

  page(typed: TypedStep, { step, t }: StepKnown, errors: readonly FieldError[]): Shown {
    return {
      template: 'officer/stop-step',
      title: titleOfStep(step, t),
      model: presentStep(step, { typed, errors }, t),
    };
  }
}
