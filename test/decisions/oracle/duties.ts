import type { LegalMode } from '#libs/domain';
import { isSelfClaimed } from './agreement-terms.js';
import type { Considered, ExpectedDuties } from './answer.js';
import { bestInterests } from './consent-needed.js';
import { hidesLocation } from './hard-bars.js';
import { liveStatuses } from './instructions.js';
import { holds } from './moments.js';

/** 1.5 table: the mode on which a permitted ground stands; two where the page does not choose. */
export function basesOf(considered: Considered): LegalMode[] {
  const { agreement, override } = considered;
  if (override) return [override.mode];
  if (!agreement) return [];
  if (agreement.mode !== 'EXPLICIT') return [agreement.mode];
  const given = liveStatuses(considered).has('ConsentGiven');
  const decided = bestInterests(considered) === 'permits';
  return [...(given ? ['EXPLICIT' as const] : []), ...(decided ? ['BEST_INTERESTS' as const] : [])];
}

/** "minimise/redact → obligations": what must be done is the union over every ground that permits. */
export function dutiesOf(permitted: readonly Considered[]): ExpectedDuties {
  const [first] = permitted;
  const modes = permitted.flatMap(basesOf);
  const redact = permitted.flatMap(({ agreement, request }) => agreement?.redactions[request.category] ?? []);
  const byOverride = permitted.some(({ override }) => override !== null);
  const claims = permitted.filter(({ agreement }) => agreement?.mode === 'DIRECT_CARE').map(isSelfClaimed);
  return {
    redact: [...new Set(redact)].sort(),
    // Told afterwards (VITAL); "notification may be deferred" (SAFEGUARDING).
    notify: modes.includes('VITAL'),
    deferNotice: modes.includes('SAFEGUARDING'),
    noOnwardSharing: permitted.some(({ agreement }) => agreement?.onwardSharing === false),
    alert: byOverride || claims.includes('also') ? null : claims.includes('only'),
    hideLocation: first ? hidesLocation(first) : false,
    accuracyDisputed: first?.facts.restrictions.some((one) => holds(first.now, one.startsAt, one.endsAt)) ?? false,
  };
}
