import { days, formatInstant, parseInstant, type Facts, type Instant } from '#libs/domain';

const consentLimits = ({ directives, agreements }: Facts): Instant[] =>
  agreements.flatMap(({ maxConsentDays }) =>
    maxConsentDays === null ? [] : directives.map(({ startsAt }) => parseInstant(startsAt) + days(maxConsentDays)),
  );

/**
 * The earliest moment after `now` at which time alone could change the decision: every comparison with the clock is
 * with one of the facts' own times, so until the first of them that is still to come nothing can.
 * @throws DomainError `time-invalid`
 */
export const notAfterOf = (facts: Facts, now: Instant): string | null => {
  const { directives, restrictions, agreements, relationships, overrides, requester, resident } = facts;
  const times = [
    requester?.trainingExpiresAt ?? null,
    resident?.deceasedAt ?? null,
    ...[...directives, ...agreements].flatMap(({ startsAt, expiresAt }) => [startsAt, expiresAt]),
    ...[...restrictions, ...relationships, ...overrides].flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]),
  ];
  const instants = [...times.flatMap((time) => (time === null ? [] : [parseInstant(time)])), ...consentLimits(facts)];
  const next = Math.min(...instants.filter((instant) => instant > now));
  return Number.isFinite(next) ? formatInstant(next) : null;
};
