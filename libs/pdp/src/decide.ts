import type { PolicyEngine } from '#libs/cedar';
import {
  DomainError,
  noObligations,
  parseInstant,
  type Decision,
  type DecisionRequest,
  type Instant,
} from '#libs/domain';
import { asker } from './evaluation-request.js';
import { FACTS, type Facts, type KnownFacts } from './facts/facts.js';
import { anyHolds } from './facts/period.js';
import { shieldingOf } from './facts/shields.js';
import { findMissingFact } from './find-missing-fact.js';
import { compareGrounds, groundsOf } from './grounds.js';
import { notAfterOf } from './not-after.js';
import { uniteObligations, type Obliging } from './obligations.js';
import { OWN_RULES, type OwnRule } from './own-rules.js';
import { reportDenial, type WeighedGround } from './report-denial.js';
import { weighGrounds } from './weigh-grounds.js';

type Answer = Omit<Decision, 'notAfter' | 'bundle' | 'epochs' | 'decidedAt'>;

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
function permission(
  permitted: readonly WeighedGround[],
  { category }: DecisionRequest,
  standing: { readonly restricted: boolean; readonly shielded: boolean },
): Answer {
  let chosen: WeighedGround | undefined;
  const obliging: Obliging[] = [];
  for (const weighed of permitted) {
    if (!chosen || compareGrounds(weighed.ground, chosen.ground) < 0) chosen = weighed;
    for (const { id, keepable, obligations } of weighed.rules) {
      if (!keepable) return denial('unknown-obligation', id);
      obliging.push({ obligations, agreement: weighed.ground.agreement });
    }
  }
  const rule = chosen?.rules[0];
  if (!chosen || !rule || rule.basis === null) return denial('engine-error', rule?.id);
  return {
    outcome: 'permit',
    rule: rule.id,
    reason: 'permitted',
    explain: rule.explain,
    basis: rule.basis,
    agreement: chosen.ground.agreement?.id ?? null,
    obligations: uniteObligations(obliging, category, standing),
  };
}

/** `list`: the facts that the engine's bundle is told of. */
function answer(
  request: DecisionRequest,
  facts: Facts,
  engine: PolicyEngine,
  now: Instant,
  list: typeof FACTS,
): Answer {
  const missing = findMissingFact(request, facts, engine.bundle, list.lists);
  if (missing) return denial(missing);
  const grounds = groundsOf(request, facts, now);
  const known = facts as KnownFacts;
  const ask = asker(request, known, now, list);
  const { permitted, denied, failed } = weighGrounds(grounds, engine, ask);
  if (failed !== undefined) return denial('engine-error', failed ?? 'engine-error');
  if (permitted.length > 0) {
    const { shielded, shieldAllows } = shieldingOf(facts, { request, requester: known.requester, now });
    const restricted = anyHolds(facts.restrictions, now);
    return permission(permitted, request, { restricted, shielded: shielded && !shieldAllows });
  }
  const { rule, reason, explain, agreement } = reportDenial(denied, request, now);
  return { outcome: 'deny', rule, reason, explain, basis: null, agreement, obligations: noObligations() };
}

function unreadable(error: unknown): Answer {
  if (error instanceof DomainError) return denial('facts-incomplete');
  throw error;
}

/**
 * Decides one request from its facts. Pure: the same request, facts and bundle always give the same decision, and
 * the only clock is `facts.now`. Fails closed: what is missing, unreadable or errs denies. A reason of `engine-error`
 * deserves an alarm from the caller; its `rule` is then the rule that erred, where one did.
 */
export const decide = (request: DecisionRequest, facts: Facts, engine: PolicyEngine): Decision =>
  decideAmong(FACTS, request, facts, engine);

/** The same, of a list of facts that need not be those of this release. */
export function decideAmong(all: typeof FACTS, request: DecisionRequest, facts: Facts, engine: PolicyEngine): Decision {
  let answered: Answer;
  let notAfter: string | null = null;
  try {
    const now = parseInstant(facts.now);
    const list = all.toldTo(engine.bundle, request.action);
    answered = answer(request, facts, engine, now, list);
    if (answered.reason !== 'facts-incomplete') notAfter = notAfterOf(request, facts, now, list);
  } catch (error) {
    answered = unreadable(error);
  }
  const { outcome, rule, reason, explain, basis, agreement, obligations } = answered;
  return {
    outcome,
    rule,
    reason,
    explain,
    basis,
    agreement,
    obligations,
    notAfter,
    bundle: engine.bundle.hash,
    epochs: facts.epochs,
    decidedAt: facts.now,
  };
}
