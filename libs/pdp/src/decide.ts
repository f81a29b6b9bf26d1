import type { PolicyEngine } from '#libs/cedar';
import {
  DomainError,
  isLegalMode,
  parseInstant,
  type Decision,
  type DecisionRequest,
  type Facts,
  type Instant,
  type RequesterFact,
  type ResidentFact,
} from '#libs/domain';
import { evaluationRequest, isRestricted } from './evaluation-request.js';
import { findMissingFact } from './find-missing-fact.js';
import { compareGrounds, groundsOf } from './grounds.js';
import { notAfterOf } from './not-after.js';
import { findUnknownObligation, noObligations, uniteObligations, type SatisfiedPermit } from './obligations.js';
import { OWN_RULES, type OwnRule } from './own-rules.js';
import { reportDenial, type WeighedGround } from './report-denial.js';
import { weighGrounds } from './weigh-grounds.js';

type Answer = Omit<Decision, 'notAfter' | 'bundle' | 'epochs' | 'decidedAt'>;

const DISPUTED = 'The resident has had this restricted: mark it "accuracy disputed".';

const denial = (reason: OwnRule, rule: string = reason): Answer => ({
  outcome: 'deny',
  rule,
  reason,
  explain: OWN_RULES[reason],
  basis: null,
  agreement: null,
  obligations: noObligations(),
});

/** Grants on the most ordinary ground; obligations are those of every permit that was satisfied on any ground. */
const permission = (
  permitted: readonly WeighedGround[],
  request: DecisionRequest,
  engine: PolicyEngine,
  restricted: boolean,
): Answer => {
  const ordered = [...permitted].sort((a, b) => compareGrounds(a.ground, b.ground));
  const permits = ordered.flatMap(({ ground, reasons }) =>
    reasons.flatMap((id): SatisfiedPermit[] => {
      const rule = engine.bundle.rules.get(id);
      return rule ? [{ rule, agreement: ground.agreement }] : [];
    }),
  );
  const unknown = findUnknownObligation(permits);
  if (unknown) return denial('unknown-obligation', unknown.id);
  const [chosen] = permits;
  const basis = chosen?.rule.annotations['basis'];
  if (!chosen || basis === undefined || !isLegalMode(basis)) return denial('engine-error', chosen?.rule.id);
  const explain = [chosen.rule.annotations['explain'] ?? '', ...(restricted ? [DISPUTED] : [])].join(' ').trim();
  return {
    outcome: 'permit',
    rule: chosen.rule.id,
    reason: 'permitted',
    explain,
    basis,
    agreement: chosen.agreement?.id ?? null,
    obligations: uniteObligations(permits, request.category),
  };
};

const answer = (request: DecisionRequest, facts: Facts, engine: PolicyEngine, now: Instant): Answer => {
  const missing = findMissingFact(request, facts, engine.bundle);
  if (missing) return denial(missing);
  const known = facts as Facts & { requester: RequesterFact; resident: ResidentFact };
  const grounds = groundsOf(request, facts, now);
  const ask = (ground: (typeof grounds)[number]) => evaluationRequest(request, known, ground, now);
  const { permitted, denied, failed } = weighGrounds(grounds, engine, ask);
  if (failed !== undefined) return denial('engine-error', failed ?? 'engine-error');
  if (permitted.length > 0) return permission(permitted, request, engine, isRestricted(facts, now));
  const told = reportDenial(denied, engine.bundle, request, now);
  return { ...told, outcome: 'deny', basis: null, obligations: noObligations() };
};

const timely = (request: DecisionRequest, facts: Facts, engine: PolicyEngine): Answer & { notAfter: string | null } => {
  try {
    const now = parseInstant(facts.now);
    const answered = answer(request, facts, engine, now);
    return { ...answered, notAfter: answered.reason === 'facts-incomplete' ? null : notAfterOf(facts, now) };
  } catch (error) {
    if (error instanceof DomainError) return { ...denial('facts-incomplete'), notAfter: null };
    throw error;
  }
};

/**
 * Decides one request from its facts. Pure: the same request, facts and bundle always give the same decision, and
 * the only clock is `facts.now`. Fails closed: what is missing, unreadable or errs denies. A reason of `engine-error`
 * deserves an alarm from the caller; its `rule` is then the rule that erred, where one did.
 */
export const decide = (request: DecisionRequest, facts: Facts, engine: PolicyEngine): Decision => ({
  ...timely(request, facts, engine),
  bundle: engine.bundle.hash,
  epochs: facts.epochs,
  decidedAt: facts.now,
});
