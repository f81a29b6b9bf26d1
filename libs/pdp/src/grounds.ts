import { isWithin, parseInstant, type DecisionRequest, type Instant } from '#libs/domain';
import type { AgreementFact, Ground } from './facts/asked.js';
import type { Facts } from './facts/facts.js';
import { overridesOf } from './facts/overrides.js';

/** Agreements for other purposes are weighed as well: "the agreement does not cover this purpose" is an answer. */
export function groundsOf(request: DecisionRequest, facts: Facts, now: Instant): Ground[] {
  const overrides = overridesOf(request, facts).filter(({ startsAt, endsAt }) =>
    isWithin(now, parseInstant(startsAt), parseInstant(endsAt)),
  );
  const grounds: Ground[] = [];
  for (const agreement of facts.agreements) {
    if (request.agreement !== undefined && agreement.id !== request.agreement) continue;
    grounds.push({ agreement, override: null });
    for (const override of overrides) if (override.mode === agreement.mode) grounds.push({ agreement, override });
  }
  for (const override of overrides) grounds.push({ agreement: null, override });
  if (grounds.length === 0) grounds.push({ agreement: null, override: null });
  return grounds;
}

const IN_FORCE: readonly AgreementFact['state'][] = ['live', 'under-review'];

/** Whether a ground's agreement is one that the request could have been made under: in force, and for its purpose. */
export const isInForce = ({ agreement }: Ground, request: DecisionRequest, now: Instant): boolean =>
  agreement !== null &&
  IN_FORCE.includes(agreement.state) &&
  agreement.purpose === request.purpose &&
  isWithin(
    now,
    parseInstant(agreement.startsAt),
    agreement.expiresAt === null ? null : parseInstant(agreement.expiresAt),
  );

const exceptionality = ({ agreement, override }: Ground): number =>
  override === null ? 0 : agreement === null ? 2 : 1;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A total order: the ordinary before the exceptional, then by agreement (the newest version first) and override. */
export const compareGrounds = (a: Ground, b: Ground): number =>
  exceptionality(a) - exceptionality(b) ||
  byText(a.agreement?.id ?? '', b.agreement?.id ?? '') ||
  (b.agreement?.version ?? 0) - (a.agreement?.version ?? 0) ||
  byText(a.override?.id ?? '', b.override?.id ?? '');
