import { errorOf, type FieldError } from '../../shell/page.js';
import type { Fields } from '../../session/session.js';
import type { Translate } from '../../shell/texts.js';
import type { Fact } from '../show/cell.js';

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

/** Somebody was first: what was sent, and how it is now. */
export interface Overtaken {
  readonly sent: readonly Fact[];
  readonly now: readonly Fact[];
}

export interface StopState {
  readonly typed: TypedStep;
  readonly errors: readonly FieldError[];
}

const MOST = 500;

export const typedText = (typed: Fields, name: string): string => {
  const value = typed[name];
  return typeof value === 'string' ? value : '';
};

/** A reason in one line: the API takes no line breaks. */
export const reasonIn = ({ reason }: Pick<TypedStep, 'reason'>): string => reason.replaceAll(/\s+/g, ' ').trim();

export function errorsOfStep({ options, reasoned }: StopStep, typed: TypedStep, t: Translate): FieldError[] {
  const reason = reasonIn(typed);
  return [
    ...(options && !options.some(({ value }) => value === typed.what)
      ? [{ field: 'what', text: t('officer.stops.wrong.what') }]
      : []),
    ...(reasoned && (reason.length < 3 || reason.length > MOST)
      ? [{ field: 'reason', text: t(`officer.stops.wrong.${reason.length > MOST ? 'long' : 'reason'}`) }]
      : []),
  ];
}

/** Arguments of the macros of `views/shell/question.njk`. */
export function presentStep(step: StopStep, { typed, errors }: StopState, t: Translate) {
  const { key, name, options, reasoned } = step;
  const open = options?.filter(({ value, isSo }) => !isSo || value === typed.what);
  return {
    lead: t(`officer.stops.${key}.lead`, { name }),
    warning: { text: t(`officer.stops.${key}.warning`), iconFallbackText: t('officer.warning') },
    select: open && {
      id: 'what',
      name: 'what',
      label: { text: t(`officer.stops.${key}.what`) },
      errorMessage: errorOf(errors, 'what'),
      items: [
        { value: '', text: t('officer.stops.choose') },
        ...open.map((option) => ({ ...option, selected: option.value === typed.what })),
      ],
    },
    textarea: reasoned && {
      id: 'reason',
      name: 'reason',
      rows: 3,
      label: { text: t('officer.stops.reason') },
      hint: { text: t('officer.stops.reasonHint') },
      value: typed.reason,
      errorMessage: errorOf(errors, 'reason'),
    },
    button: {
      text: t(`officer.stops.${key}.button`),
      classes: key === 'resume' || key === 'lift' ? '' : 'govuk-button--warning',
      preventDoubleClick: true,
    },
  };
}

export const titleOfStep = ({ key, name }: StopStep, t: Translate): string => t(`officer.stops.${key}.title`, { name });
