import { OVERRIDE_MODES, type Instant, type ReasonCode } from '#libs/domain';
import type { OverrideFact } from '#libs/pdp';
import { deny, open, type Considered, type Said } from './answer.js';
import { holds } from './moments.js';

const isOverrideMode = (mode: string | undefined): boolean =>
  (OVERRIDE_MODES as readonly (string | undefined)[]).includes(mode);

/** Why an override does not reach this far (1.5: explicit, reasoned, within its own bounds, and with a protocol). */
function faultsOf({ request, facts, agreement }: Considered, override: OverrideFact): ReasonCode[] {
  const faults: ReasonCode[] = [];
  if (!override.categories.includes(request.category)) faults.push('outside-override');
  if (override.mode === 'LEGAL_DUTY' && override.instrument === null) faults.push('outside-override');
  if (agreement === null && !facts.recipientProtocols.includes(override.mode)) faults.push('no-protocol');
  return faults;
}

/** 1.5 second step, 1.5 table RESTRICTED: "blocks all but the grounds mapped". */
export function restriction(considered: Considered): Said {
  const { facts, now, override, agreement } = considered;
  if (!facts.restrictions.some(({ startsAt, endsAt }) => holds(now, startsAt, endsAt))) return null;
  if (override) {
    const faults = faultsOf(considered, override);
    return faults.length > 0 ? deny('restricted', ...faults) : null;
  }
  return isOverrideMode(agreement?.mode)
    ? open('whether an agreement in a mapped mode passes a restriction without an override')
    : deny('restricted');
}

/** 1.5 third step. */
export function overrideBounds(considered: Considered): Said {
  const { facts, override, agreement, requester } = considered;
  if (!override) return null;
  const faults = faultsOf(considered, override);
  if (faults.length > 0) return { deny: faults };
  if (override.mode === 'VITAL' && override.practitionerId === null) {
    return open('break-glass that names no practitioner');
  }
  if (override.mode === 'VITAL' && requester.kind !== 'practitioner') return open('break-glass by no practitioner');
  return agreement !== null && !facts.recipientProtocols.includes(override.mode)
    ? open('an override under an agreement, by an agency without a protocol')
    : null;
}

/** An override now in force for this person and purpose. */
export const isInForce = (
  override: OverrideFact,
  { request, now }: { request: Considered['request']; now: Instant },
): boolean =>
  override.agency === request.recipientAgency &&
  override.purpose === request.purpose &&
  (override.practitionerId === null || override.practitionerId === request.requesterId) &&
  holds(now, override.startsAt, override.endsAt);

export { isOverrideMode };
