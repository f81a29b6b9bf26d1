import type { EvaluationRequest, PolicyEngine } from '#libs/cedar';
import type { Ground } from './facts/asked.js';
import type { WeighedGround } from './report-denial.js';
import { ruleBookOf, type BookedRule } from './rule-book.js';

export interface Weighing {
  permitted: WeighedGround[];
  denied: WeighedGround[];
  /** Id of a rule that erred, or null for another failure of the engine; undefined where all went well. */
  failed: string | null | undefined;
}

/**
 * Puts every ground to the engine. Cedar skips a rule that errs, so a failing forbid would let a permit stand:
 * any error at all, on any ground, fails the whole (design 4).
 */
export function weighGrounds(
  grounds: readonly Ground[],
  engine: PolicyEngine,
  ask: (ground: Ground) => EvaluationRequest,
): Weighing {
  const weighing: Weighing = { permitted: [], denied: [], failed: undefined };
  const book = ruleBookOf(engine.bundle);
  for (const ground of grounds) {
    const question = ask(ground);
    try {
      const { decision, reasons, errors } = engine.evaluate(question);
      const rules = reasons.map((id) => book.get(id)).filter((rule): rule is BookedRule => rule !== undefined);
      const [error] = errors;
      if (error || rules.length !== reasons.length || (decision === 'allow' && rules.length === 0)) {
        return { ...weighing, failed: error?.rule ?? null };
      }
      weighing[decision === 'allow' ? 'permitted' : 'denied'].push({ ground, rules });
    } catch {
      return { ...weighing, failed: null };
    }
  }
  return weighing;
}
