import type { Principal } from '#libs/http';
import { explainDecision, readerOf, tellDecision } from '#libs/pdp';
import type { Decided } from './decide-requests.js';
import type { Evaluated } from './evaluate-access.js';
import type { DecisionContextDto, EvaluationAnswerDto } from './evaluation-answer.dto.js';
import { UNKNOWN_WORDS } from './own-question.js';

/** Whom an answer is for, and the languages that they read, the dearest first. */
export interface Audience {
  readonly by: Principal;
  readonly languages: readonly string[];
}

/**
 * An answer as the caller may read it. Only officers read that a shield, or perhaps one, stands in the way (domain 1.15);
 * `reason_user` is for the person in front of the case system, `reason_admin` for who looks after it (AuthZEN 1.0).
 */
export function presentEvaluated(evaluated: Evaluated, audience: Audience): EvaluationAnswerDto {
  if ('unreadable' in evaluated) {
    const error = { status: 400, message: evaluated.unreadable };
    return { decision: false, context: { reason: 'unreadable', error } };
  }
  const { entryId } = evaluated;
  if ('unknown' in evaluated) {
    const { unknown } = evaluated;
    const explain = UNKNOWN_WORDS[unknown];
    const words = { reason_admin: { en: `${unknown}: ${unknown}` }, reason_user: { en: explain } };
    return { decision: false, context: { reason: unknown, rule: unknown, explain, ...words, entryId } };
  }
  return {
    decision: evaluated.decided.decision.outcome === 'permit',
    context: { ...contextOf(evaluated.decided, audience), entryId },
  };
}

function contextOf(decided: Decided, { by, languages }: Audience): DecisionContextDto {
  const { request, facts, decision, engine } = decided;
  const reader = readerOf(by.kind);
  const { reason, rule, explain, ...told } = tellDecision(decision, request, reader);
  const explanation = explainDecision({ request, facts }, decision, engine, { reader, languages });
  const { basis, agreement, obligations, notAfter, bundle, decidedAt } = told;
  return {
    ...{ reason, rule, explain, basis, agreement, obligations, notAfter, bundle, decidedAt },
    reason_admin: { en: `${rule}: ${reason}` },
    reason_user: { [explanation.language]: explanation.says },
    explanation,
  };
}
