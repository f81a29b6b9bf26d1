import type { Option } from '../../shell/journey/choice-question.js';
import { type Asking, ToldQuestion } from './told-question.js';
import { NOTHING_TOLD, type Told, WHATS } from './told.js';

/** Which of the four ways through. */
export class WhatQuestion extends ToldQuestion {
  readonly step = '';

  protected override texts(): string {
    return 'what';
  }

  options(_told: Told, { t }: Asking): Option[] {
    return WHATS.map((what) => ({
      value: what,
      text: t(`practitioner.told.what.${what}`),
      says: t(`practitioner.told.what.${what}Says`),
    }));
  }

  protected chosen({ what }: Told): string | undefined {
    return what;
  }

  /** Another way through has other questions: what was answered on this one does not count there. */
  protected answer(told: Told, [value]: readonly string[]): Told {
    const what = WHATS.find((one) => one === value);
    return what !== undefined && what === told.what ? told : { ...NOTHING_TOLD, what };
  }
}
