import { errorList, errorOf, type FieldError } from '../../shell/page.js';
import type { Fields } from '../../session/session.js';
import type { Translate } from '../../shell/texts.js';
import type { Fact } from '../show/cell.js';

/** A step of an emergency stop: which texts it has below `officer.stops`, and what it acts on. */
export interface StopStep {
  readonly key: 'agreement' | 'agency' | 'category' | 'resume' | 'lift' | 'rollback';
  /** Name of what is stopped or taken back; empty where it is chosen in the form. */
  readonly name: string;
  /** Choices of `what`, where there is one to make. */
  readonly options?: readonly { readonly value: string; readonly text: string }[];
  /** Whether a reason is asked for. */
  readonly reasoned: boolean;
  /** Entity tag of what the person saw. */
  readonly version?: string | undefined;
}

/** Somebody was first: what was sent, and how it is now. */
export interface Overtaken {
  readonly sent: readonly Fact[];
  readonly now: readonly Fact[];
}

export interface StopState {
  readonly typed: Fields;
  readonly errors: readonly FieldError[];
  readonly overtaken?: Overtaken;
}

const MOST = 500;

export const typedText = (typed: Fields, name: string): string => {
  const value = typed[name];
  return typeof value === 'string' ? value : '';
};

/** A reason in one line: the API takes no line breaks. */
export const reasonIn = (typed: Fields): string => typedText(typed, 'reason').replaceAll(/\s+/g, ' ').trim();

export function errorsOfStep({ options, reasoned }: StopStep, typed: Fields, t: Translate): FieldError[] {
  const reason = reasonIn(typed);
  const chosen = typedText(typed, 'what');
  return [
    ...(options && !options.some(({ value }) => value === chosen)
      ? [{ field: 'what', text: t('officer.stops.wrong.what') }]
      : []),
    ...(reasoned && (reason.length < 3 || reason.length > MOST)
      ? [{ field: 'reason', text: t(`officer.stops.wrong.${reason.length > MOST ? 'long' : 'reason'}`) }]
      : []),
  ];
}

/** Arguments of the macros of `views/officer/stop-step.njk`. */
export function presentStep(step: StopStep, { typed, errors, overtaken }: StopState, t: Translate) {
  const { key, name, options, reasoned, version } = step;
  return {
    lead: t(`officer.stops.${key}.lead`, { name }),
    warning: { text: t(`officer.stops.${key}.warning`), iconFallbackText: t('officer.warning') },
    what: options && {
      id: 'what',
      name: 'what',
      label: { text: t(`officer.stops.${key}.what`) },
      errorMessage: errorOf(errors, 'what'),
      items: [
        { value: '', text: t('officer.stops.choose') },
        ...options.map((option) => ({ ...option, selected: option.value === typedText(typed, 'what') })),
      ],
    },
    reason: reasoned && {
      id: 'reason',
      name: 'reason',
      rows: 3,
      label: { text: t('officer.stops.reason') },
      hint: { text: t('officer.stops.reasonHint') },
      value: typedText(typed, 'reason'),
      errorMessage: errorOf(errors, 'reason'),
    },
    version,
    button: {
      text: t(`officer.stops.${key}.button`),
      classes: key === 'resume' || key === 'lift' ? '' : 'govuk-button--warning',
      preventDoubleClick: true,
    },
    overtaken,
    errors: errors.length === 0 ? undefined : { titleText: t('shell.errorSummary'), errorList: errorList(errors) },
  };
}

export const titleOfStep = ({ key, name }: StopStep, t: Translate): string => t(`officer.stops.${key}.title`, { name });
