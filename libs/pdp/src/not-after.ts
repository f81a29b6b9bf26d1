import {
  days,
  directiveEnds,
  formatInstant,
  parseInstant,
  type DecisionRequest,
  type DirectiveFact,
  type Facts,
  type Instant,
} from '#libs/domain';
import { overridesOf } from './grounds.js';

/** Only what the fold reads: a withdrawal has no end, and a consent may end sooner under one agreement than another. */
function directiveTimes(directive: DirectiveFact, { agreements }: Facts, take: (instant: Instant) => void): void {
  if (directive.status === 'ObjectionPending') return;
  const start = parseInstant(directive.startsAt);
  take(start);
  take(directiveEnds(directive, null) ?? -Infinity);
  if (directive.status !== 'ConsentGiven') return;
  for (const { id, maxConsentDays } of agreements) {
    const bound = directive.agreement === null || directive.agreement === id;
    if (bound && maxConsentDays !== null) take(start + days(maxConsentDays));
  }
}

function circumstanceTimes(facts: Facts, takeText: (time: string | null) => void): void {
  for (const lists of [facts.restrictions, facts.shields, facts.optOuts, facts.bestInterests, facts.relationships]) {
    for (const { startsAt, endsAt } of lists) {
      takeText(startsAt);
      takeText(endsAt);
    }
  }
  for (const { allowed } of facts.shields) for (const { until } of allowed) takeText(until);
  for (const { assessedAt, lapsesAt } of facts.capacity) {
    takeText(assessedAt);
    takeText(lapsesAt);
  }
}

/**
 * The earliest moment after `now` at which time alone could change the decision: every comparison with the clock is
 * with one of the facts' own times, so until the first of them that is still to come nothing can. Times that no policy
 * can come to read (when a directive was recorded, another person's override) do not count.
 * @throws DomainError `time-invalid`
 */
export function notAfterOf(request: DecisionRequest, facts: Facts, now: Instant): string | null {
  let next = Infinity;
  const take = (instant: Instant): void => {
    if (instant > now && instant < next) next = instant;
  };
  const takeText = (time: string | null): void => {
    if (time !== null) take(parseInstant(time));
  };
  takeText(facts.bundleUntil);
  takeText(facts.requester?.trainingExpiresAt ?? null);
  takeText(facts.resident?.deceasedAt ?? null);
  takeText(facts.resident?.sixteenAt ?? null);
  takeText(facts.resident?.eighteenAt ?? null);
  for (const directive of facts.directives) directiveTimes(directive, facts, take);
  circumstanceTimes(facts, takeText);
  for (const { startsAt, expiresAt } of facts.agreements) {
    takeText(startsAt);
    takeText(expiresAt);
  }
  for (const { startsAt, endsAt } of overridesOf(request, facts)) {
    takeText(startsAt);
    takeText(endsAt);
  }
  return next === Infinity ? null : formatInstant(next);
}
