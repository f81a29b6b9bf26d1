import { days, formatInstant, type DirectiveFact, type ReasonCode } from '#libs/domain';
import { open, type Considered, type Said } from './answer.js';
import { holds, instantOf } from './moments.js';
import { isOverrideMode } from './overrides.js';

const covers = <T>(scope: T[] | null, value: T): boolean => scope === null || scope.includes(value);

const isAbout = ({ request, agreement }: Considered, directive: DirectiveFact): boolean =>
  covers(directive.sources, request.sourceAgency) &&
  covers(directive.recipients, request.recipientAgency) &&
  covers(directive.categories, request.category) &&
  covers(directive.purposes, request.purpose) &&
  (directive.agreement === null || directive.agreement === agreement?.id);

/** The earlier of its own end and, for a consent, the longest that the agreement lets one count. */
function endOf({ agreement }: Considered, directive: DirectiveFact): string | null {
  const longest = agreement?.maxConsentDays ?? null;
  if (directive.status !== 'ConsentGiven' || longest === null) return directive.expiresAt;
  const capped = instantOf(directive.startsAt) + days(longest);
  return directive.expiresAt !== null && instantOf(directive.expiresAt) < capped
    ? directive.expiresAt
    : formatInstant(capped);
}

function isLive(considered: Considered, directive: DirectiveFact): boolean {
  // A withdrawal says "no more": the end that it carries was the consent's.
  const end = directive.status === 'ConsentWithdrawn' ? null : endOf(considered, directive);
  return holds(considered.now, directive.startsAt, end);
}

const about = (considered: Considered): DirectiveFact[] =>
  considered.facts.directives.filter((directive) => isAbout(considered, directive));

export const liveStatuses = (considered: Considered): Set<DirectiveFact['status']> =>
  new Set(
    about(considered)
      .filter((directive) => isLive(considered, directive))
      .map(({ status }) => status),
  );

/** 1.5 table, EXPLICIT: "no live consent ⇒ deny". Something that has ended, or not begun, may be told of as such. */
export function whyNoConsent(considered: Considered): ReasonCode[] {
  const dead = about(considered).filter((directive) => !isLive(considered, directive));
  if (dead.length === 0) return ['needs-consent'];
  const onlyEnded = dead.every(
    ({ status, startsAt }) => status === 'ConsentGiven' && instantOf(startsAt) <= considered.now,
  );
  return onlyEnded ? ['consent-expired'] : ['needs-consent', 'consent-expired'];
}

/** 1.5 fourth step: refusal, withdrawal, upheld objection; an override that has come this far passes them. */
export function instructions(considered: Considered): Said {
  const live = liveStatuses(considered);
  const reasons: ReasonCode[] = [];
  if (live.has('ConsentRefused')) reasons.push('refused');
  // 1.5 table, DIRECT_CARE: "upheld / pending-and-high-harm". A plain pending one does not bar.
  if (live.has('Objected') || live.has('ObjectionPendingHighHarm')) reasons.push('objected');
  if (live.has('ConsentWithdrawn')) reasons.push('withdrawn');
  if (reasons.length === 0 || considered.override) return null;
  if (isOverrideMode(considered.agreement?.mode)) {
    return open('whether an agreement in the mode of an override passes a refusal without one');
  }
  const onlyWithdrawn = reasons.every((reason) => reason === 'withdrawn');
  return onlyWithdrawn && live.has('ConsentGiven')
    ? open('a withdrawal beside another consent that is live')
    : { deny: reasons };
}
