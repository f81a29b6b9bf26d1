import type { Fields } from '../../session/session.js';
import { Question } from '../../shell/journey/question.js';
import { errorOf, type FieldError } from '../../shell/page.js';
import type { Translate } from '../../words/texts.js';

/** A step of an emergency stop: which texts it has below `officer.stops`, and what it acts on. */
export interface StopStep {
  readonly key: 'agreement' | 'agency' | 'category' | 'resume' | 'lift' | 'rollback';
  /** Name of what is stopped or taken back; empty where it is chosen in the form. */
  readonly name: string;
  /**
   * Choices of `what`, where there is one to make. Where it is so already it is no choice any more, but to whoever chose it: sent
   * again, a stop is told as the first was.
   */
  readonly options?: readonly { readonly value: string; readonly text: string; readonly isSo?: boolean }[];
  /** Whether a reason is asked for. */
  readonly reasoned: boolean;
}

/** What was typed, and the entity tag of what the person saw, where there is one. */
export interface TypedStep {
  readonly what: string;
  readonly reason: string;
  readonly version: string;
}

export interface StepKnown {
  readonly t: Translate;
  readonly step: StopStep;
}

const MOST = 500;

/** As it was typed, spaces at its ends included. */
export function typedText(typed: Fields, name: string): string {
  const value = typed[name];
  return typeof value === 'string' ? value : '';
}

/** A reason in one line: the API takes no line breaks. */
export const reasonIn = ({ reason }: Pick<TypedStep, 'reason'>): string => reason.replaceAll(/\s+/g, ' ').trim();

/** The one page of a step of an emergency stop: what, where there is a choice, and why. */
export class StepQuestion extends Question<TypedStep, StepKnown> {
  readonly step = '';
  readonly asks = ['what', 'reason'];

  errors(typed: TypedStep, { step: { options, reasoned }, t }: StepKnown): FieldError[] {
    const { length } = reasonIn(typed);
    const wrong = (field: string, key: string): FieldError => ({ field, text: t(`officer.stops.wrong.${key}`) });
    return [
      ...(options && !options.some(({ value }) => value === typed.what) ? [wrong('what', 'what')] : []),
      ...(reasoned && (length < 3 || length > MOST) ? [wrong('reason', length > MOST ? 'long' : 'reason')] : []),
    ];
  }

  page(typed: TypedStep, { step, t }: StepKnown, errors: readonly FieldError[]) {
    const { key, name, reasoned } = step;
    const say = (text: string): string => t(`officer.stops.${text}`, { name });
    const options = step.options?.filter(({ value, isSo }) => !isSo || value === typed.what);
    const model = {
      lead: say(`${key}.lead`),
      warning: { text: say(`${key}.warning`), iconFallbackText: t('officer.warning') },
      select: options && {
        id: 'what',
        name: 'what',
        label: { text: say(`${key}.what`) },
        errorMessage: errorOf(errors, 'what'),
        items: [
          { value: '', text: say('choose') },
          ...options.map((option) => ({ ...option, selected: option.value === typed.what })),
        ],
      },
      textarea: reasoned && {
        id: 'reason',
        name: 'reason',
        rows: 3,
        label: { text: say('reason') },
        hint: { text: say('reasonHint') },
        value: typed.reason,
        errorMessage: errorOf(errors, 'reason'),
      },
      button: {
        text: say(`${key}.button`),
        classes: key === 'resume' || key === 'lift' ? '' : 'govuk-button--warning',
        preventDoubleClick: true,
      },
    };
    return { template: 'officer/stop-step', title: say(`${key}.title`), model };
  }
}
