import type { Visit } from '../../shell/visit.js';
import type { Fields } from '../../session/session.js';
import type { OwnAgreement } from '../record/answers.js';
import { recipientsOf } from '../record/describe-directive.js';

/** What has been answered so far on the way to a yes or a no. Every form carries all of it, so that nothing typed is lost. */
export interface Draft {
  readonly categories: readonly string[];
  readonly recipients: readonly string[];
  /** `m3`, `m6`…, `date`, `open`; '' while unanswered. */
  readonly length: string;
  readonly date: string;
}

export type Step = 'what' | 'who' | 'until' | 'if';

const NAMES = ['categories', 'recipients', 'length', 'date'] as const;
type Name = (typeof NAMES)[number];

export const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;
export const textOf = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value.trim() : '';

/** Of a form or of a session: what the agreement does not name was never offered, and counts as not chosen. */
export function draftOf(fields: Fields, agreement: OwnAgreement): Draft {
  const among = (name: Name, offered: readonly string[]): string[] =>
    offered.filter((code) => listOf(fields[name]).includes(code));
  return {
    categories: among('categories', agreement.categories),
    recipients: among('recipients', recipientsOf(agreement)),
    length: textOf(fields['length']),
    date: textOf(fields['date']),
  };
}

const journeyOf = (agreement: OwnAgreement): string => `say-yes:${agreement.id}`;

/** The answers for a page: what was typed into it when a session had ended, else what this session knows. */
export async function draftFor(visit: Visit, agreement: OwnAgreement, path: string): Promise<Draft> {
  const typed = await visit.typedBefore(path);
  if (typed) await keepDraft(visit, agreement, draftOf(typed, agreement));
  return draftOf(visit.answers(journeyOf(agreement)), agreement);
}

export const keepDraft = (visit: Visit, agreement: OwnAgreement, draft: Draft | undefined): Promise<void> =>
  visit.keep(journeyOf(agreement), draft && { ...draft });

/** Hidden fields with the answers of the other pages. */
export const keptFields = (draft: Draft, own: readonly Name[]): { name: string; value: string }[] =>
  NAMES.filter((name) => !own.includes(name)).flatMap((name) =>
    listOf(draft[name])
      .filter((value) => value !== '')
      .map((value) => ({ name, value })),
  );

/** The first question that is still open, else the last page before the check. */
export function nextStep(draft: Draft): Step {
  if (draft.categories.length === 0) return 'what';
  if (draft.recipients.length === 0) return 'who';
  return draft.length === '' ? 'until' : 'if';
}
