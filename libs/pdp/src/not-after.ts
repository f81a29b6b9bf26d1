import { formatInstant, parseInstant, type DecisionRequest, type Instant } from '#libs/domain';
import type { TakeTime } from './facts/fact.js';
import { FACTS, type Facts } from './facts/facts.js';

/**
 * The earliest moment after `now` at which time alone could change the decision: every comparison with the clock is
 * with one of the facts' own times, so until the first of them that is still to come nothing can. Times that no policy
 * can come to read (when a directive was recorded, another person's override) do not count.
 * @throws DomainError `time-invalid`
 */
export function notAfterOf(
  request: DecisionRequest,
  facts: Facts,
  now: Instant,
  list: typeof FACTS = FACTS,
): string | null {
  let next = Infinity;
  const take: TakeTime = (time) => {
    if (time === null) return;
    const instant = typeof time === 'string' ? parseInstant(time) : time;
    if (instant > now && instant < next) next = instant;
  };
  for (const fact of list.timed) fact.times(facts, take, request);
  return next === Infinity ? null : formatInstant(next);
}
