import type { DirectiveFact } from '../decision/facts.js';
import { days, isWithin, parseInstant, type Instant } from '../time/instant.js';
import type { Category } from '../vocabulary/categories.js';
import type { Purpose } from '../vocabulary/purposes.js';

/** The closed answers, strongest first: whichever directive says a stronger one prevails, however many there are. */
export const DIRECTIVE_ANSWERS = ['refused', 'objected', 'given', 'withdrawn', 'expired', 'none'] as const;
export type DirectiveAnswer = (typeof DIRECTIVE_ANSWERS)[number];

/** The flow that directives are asked about. */
export interface DirectiveScope {
  source: string;
  recipient: string;
  category: Category;
  purpose: Purpose;
  /** Id of the agreement under which data would flow; null where none does, so that none tied to one matches. */
  agreement: string | null;
  /** The longest that a consent counts under that agreement, in days from its start. */
  maxConsentDays: number | null;
}

const covers = <T>(scope: readonly T[] | null, value: T): boolean => scope === null || scope.includes(value);

export const directiveMatches = (directive: DirectiveFact, scope: DirectiveScope): boolean =>
  covers(directive.sources, scope.source) &&
  covers(directive.recipients, scope.recipient) &&
  covers(directive.categories, scope.category) &&
  covers(directive.purposes, scope.purpose) &&
  (directive.agreement === null || directive.agreement === scope.agreement);

/**
 * When a directive stops counting. A withdrawal never lapses: the end that it carries was the consent's,
 * and time alone must not bring back what a resident has stopped.
 */
export const directiveEnds = (directive: DirectiveFact, maxConsentDays: number | null): Instant | null =>
  directiveEndOf(
    directive.status,
    parseInstant(directive.startsAt),
    directive.expiresAt === null ? null : parseInstant(directive.expiresAt),
    maxConsentDays,
  );

/** The same, where its start and the end that it carries were read before. */
export function directiveEndOf(
  status: DirectiveFact['status'],
  start: Instant,
  expires: Instant | null,
  maxConsentDays: number | null,
): Instant | null {
  if (status === 'ConsentWithdrawn') return null;
  const cap = status === 'ConsentGiven' && maxConsentDays !== null ? start + days(maxConsentDays) : Infinity;
  const end = Math.min(expires ?? Infinity, cap);
  return end === Infinity ? null : end;
}

/** A pending objection bars only where high harm is claimed (domain 1.5); otherwise it says nothing yet. */
export const DIRECTIVE_ANSWER_OF = {
  ConsentRefused: 'refused',
  Objected: 'objected',
  ObjectionPendingHighHarm: 'objected',
  ObjectionPending: 'none',
  ConsentGiven: 'given',
  ConsentWithdrawn: 'withdrawn',
} as const satisfies Record<DirectiveFact['status'], DirectiveAnswer>;

function answerOf(directive: DirectiveFact, scope: DirectiveScope, now: Instant): DirectiveAnswer {
  const start = parseInstant(directive.startsAt);
  if (DIRECTIVE_ANSWER_OF[directive.status] === 'none' || !directiveMatches(directive, scope) || now < start)
    return 'none';
  return isWithin(now, start, directiveEnds(directive, scope.maxConsentDays))
    ? DIRECTIVE_ANSWER_OF[directive.status]
    : 'expired';
}

/**
 * Folds a resident's directives to one answer for one flow at one moment. Order never matters, nor does when a
 * directive was recorded: superseding is the consent app's work, done before facts are gathered. So "stop all"
 * has to be recorded as a refusal (or withdraw each consent): a withdrawal beside a live consent yields to it.
 * @throws DomainError `time-invalid`
 */
export function foldDirectives(
  directives: readonly DirectiveFact[],
  scope: DirectiveScope,
  now: Instant,
): DirectiveAnswer {
  let strongest: DirectiveAnswer = 'none';
  for (const directive of directives) {
    const answer = answerOf(directive, scope, now);
    if (DIRECTIVE_ANSWERS.indexOf(answer) < DIRECTIVE_ANSWERS.indexOf(strongest)) strongest = answer;
  }
  return strongest;
}
