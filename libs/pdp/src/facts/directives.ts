import {
  days,
  directiveEnds,
  directiveMatches,
  parseInstant,
  type DecisionRequest,
  type DirectiveFact,
} from '#libs/domain';
import type { AgreementFacts } from './agreements.js';
import type { AgreementFact } from './asked.js';
import type { Denied, Fact, TakeTime } from './fact.js';
import { aDayFrom } from './requester.js';
import { PERSON } from './source.js';

export interface DirectiveFacts {
  directives: DirectiveFact[];
}

/** What a directive has to be about to count on a ground. */
export const directiveScope = (
  request: DecisionRequest,
  agreement: AgreementFact | null,
  maxConsentDays = agreement?.maxConsentDays ?? null,
) => ({
  source: request.sourceAgency,
  recipient: request.recipientAgency,
  category: request.category,
  purpose: request.purpose,
  agreement: agreement?.id ?? null,
  maxConsentDays,
});

/** Only what the fold reads: a withdrawal has no end, and a consent may end sooner under one agreement than another. */
function takeTimes(directive: DirectiveFact, { agreements }: AgreementFacts, take: TakeTime): void {
  if (directive.status === 'ObjectionPending') return;
  const start = parseInstant(directive.startsAt);
  take(start);
  take(directiveEnds(directive, null));
  if (directive.status !== 'ConsentGiven') return;
  for (const { id, maxConsentDays } of agreements) {
    const bound = directive.agreement === null || directive.agreement === id;
    if (bound && maxConsentDays !== null) take(start + days(maxConsentDays));
  }
}

function withoutDirectives<Facts extends DirectiveFacts>(
  { request, facts, agreement }: Denied<Facts>,
  statuses: readonly DirectiveFact['status'][],
): Facts {
  const scope = directiveScope(request, agreement, null);
  const bars = (directive: DirectiveFact): boolean =>
    statuses.includes(directive.status) && directiveMatches(directive, scope);
  return { ...facts, directives: facts.directives.filter((directive) => !bars(directive)) };
}

function consent(denied: Denied<object>): DirectiveFact {
  const { request, facts, agreement } = denied;
  return {
    id: 'would-be',
    status: 'ConsentGiven',
    sources: [request.sourceAgency],
    recipients: [request.recipientAgency],
    categories: [request.category],
    purposes: [request.purpose],
    agreement: agreement?.id ?? null,
    startsAt: facts.now,
    expiresAt: aDayFrom(denied),
    recordedAt: facts.now,
  };
}

export const DIRECTIVES: Fact<DirectiveFacts, DirectiveFacts & AgreementFacts> = {
  keys: ['directives'],
  lists: ['directives'],
  source: PERSON,
  nothing: { directives: [] },
  hiddenFromStrangers: true,
  times: (facts, take) => {
    for (const directive of facts.directives) takeTimes(directive, facts, take);
  },
  changes: {
    'take-back-refusal': {
      answers: ['refused'],
      says: {
        staff: 'The resident takes back their refusal. Only they can decide this; do not press them.',
        resident: 'You change your mind and take back your no.',
      },
      make: (denied) => withoutDirectives(denied, ['ConsentRefused']),
    },
    'take-back-objection': {
      answers: ['objected'],
      says: {
        staff: 'The resident takes back their objection, or it is declined with reasons.',
        resident: 'You change your mind and take back your objection.',
      },
      make: (denied) => withoutDirectives(denied, ['Objected', 'ObjectionPendingHighHarm']),
    },
    'give-consent': {
      answers: ['withdrawn', 'consent-expired', 'needs-consent'],
      says: {
        staff: 'The resident agrees to this sharing of {category} with {recipient}, if they wish to.',
        resident: 'You say yes to {recipient} having {category}.',
      },
      make: (denied) => ({ ...denied.facts, directives: [...denied.facts.directives, consent(denied)] }),
    },
  },
};
