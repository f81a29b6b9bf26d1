import {
  isWithin,
  parseInstant,
  type AgreementFact,
  type DecisionRequest,
  type Facts,
  type Instant,
  type OverrideFact,
} from '#libs/domain';

/**
 * What a release might rest on. Cedar cannot look through a list, so each ground is evaluated by itself: every
 * agreement, every override, every agreement with an override of its own mode; or nothing at all, where there is none.
 */
export interface Ground {
  agreement: AgreementFact | null;
  override: OverrideFact | null;
}

const endOf = (end: string | null): Instant | null => (end === null ? null : parseInstant(end));

/** Overrides meant for this requester and purpose, now. Another's is as good as none, and no answer tells of it. */
const overridesFor = (request: DecisionRequest, facts: Facts, now: Instant): OverrideFact[] =>
  facts.overrides.filter(
    ({ agency, practitionerId, purpose, startsAt, endsAt }) =>
      agency === request.recipientAgency &&
      (practitionerId === null || practitionerId === request.requesterId) &&
      purpose === request.purpose &&
      isWithin(now, parseInstant(startsAt), parseInstant(endsAt)),
  );

export const groundsOf = (request: DecisionRequest, facts: Facts, now: Instant): Ground[] => {
  const overrides = overridesFor(request, facts, now);
  const grounds: Ground[] = [
    ...facts.agreements.map((agreement) => ({ agreement, override: null })),
    ...facts.agreements.flatMap((agreement) =>
      overrides.filter(({ mode }) => mode === agreement.mode).map((override) => ({ agreement, override })),
    ),
    ...overrides.map((override) => ({ agreement: null, override })),
  ];
  return grounds.length > 0 ? grounds : [{ agreement: null, override: null }];
};

/** Whether a ground's agreement is one that the request could have been made under: in force, and for its purpose. */
export const isInForce = ({ agreement }: Ground, request: DecisionRequest, now: Instant): boolean =>
  agreement !== null &&
  agreement.state === 'live' &&
  agreement.purpose === request.purpose &&
  isWithin(now, parseInstant(agreement.startsAt), endOf(agreement.expiresAt));

const exceptionality = ({ agreement, override }: Ground): number =>
  override === null ? 0 : agreement === null ? 2 : 1;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A total order: the ordinary before the exceptional, then by agreement (the newest version first) and override. */
export const compareGrounds = (a: Ground, b: Ground): number =>
  exceptionality(a) - exceptionality(b) ||
  byText(a.agreement?.id ?? '', b.agreement?.id ?? '') ||
  (b.agreement?.version ?? 0) - (a.agreement?.version ?? 0) ||
  byText(a.override?.id ?? '', b.override?.id ?? '');
