import { CompiledEngine, type PolicyEngine, type TracedRule } from '#libs/cedar';
import { parseInstant, type Decision } from '#libs/domain';
import { asker } from '../evaluation-request.js';
import type { Ground } from '../facts/asked.js';
import { FACTS, type Facts, type KnownFacts } from '../facts/facts.js';
import { groundsOf } from '../grounds.js';
import type { Question } from './explanation.js';
import { renderTrace } from './render-trace.js';

const isKnown = (facts: Facts): facts is KnownFacts => facts.requester !== null && facts.resident !== null;

function headOf({ agreement, override }: Ground): string {
  const under = [
    ...(agreement ? [`agreement ${agreement.id}, version ${agreement.version}`] : []),
    ...(override ? [`the override ${override.mode}`] : []),
  ];
  return under.length === 0 ? 'Without an agreement or override:' : `Under ${under.join(' with ')}:`;
}

/** The rules that made the answer on a ground; where none did, the permits, to see what each would have needed. */
function tellingRules(rules: readonly TracedRule[], decision: 'allow' | 'deny'): readonly TracedRule[] {
  const effect = decision === 'allow' ? 'permit' : 'forbid';
  const decisive = rules.filter(
    (rule) => rule.outcome === 'erred' || (rule.effect === effect && rule.outcome === 'satisfied'),
  );
  return decisive.length > 0 ? decisive : rules.filter((rule) => rule.effect === 'permit');
}

/**
 * What an officer may read of how a decision came about: on each ground that it speaks of, the rules that made it and
 * the values that they saw. Null under the official engine, which keeps no trace, and where no rule was asked.
 */
export function traceDecision({ request, facts }: Question, decision: Decision, engine: PolicyEngine): string[] | null {
  if (!(engine instanceof CompiledEngine) || !isKnown(facts)) return null;
  const now = parseInstant(facts.now);
  const spokenOf = groundsOf(request, facts, now).filter(
    ({ agreement }) => decision.agreement === null || agreement?.id === decision.agreement,
  );
  const ask = asker(request, facts, now, FACTS.toldTo(engine.bundle, request.action));
  return spokenOf.flatMap((ground) => {
    const trace = engine.trace(ask(ground));
    const lines = tellingRules(trace.rules, trace.decision).flatMap(renderTrace);
    return [headOf(ground), ...lines.map((line) => `  ${line}`)];
  });
}
