import type { Bundle } from './bundle.js';
import type { CedarEntity, CedarValue, EntityUid } from './cedar-value.js';

export interface EvaluationRequest {
  principal: EntityUid;
  action: EntityUid;
  resource: EntityUid;
  context: { [attribute: string]: CedarValue };
  entities: CedarEntity[];
}

export interface EvaluationError {
  /** Id of the rule that erred; null when the request itself could not be evaluated. */
  rule: string | null;
  message: string;
}

/** Cedar's answer, exactly: a rule that errs is skipped, so a caller who must fail closed looks at `errors` too. */
export interface Evaluation {
  decision: 'allow' | 'deny';
  /** Ids of the satisfied forbids when any is, else of the satisfied permits; sorted. */
  reasons: string[];
  errors: EvaluationError[];
}

/**
 * Evaluates requests against one bundle with Cedar's semantics. Implementations are held to the official engine.
 * `evaluate` is synchronous, has no effects, and answers input that it cannot take (not of the schema, integers
 * beyond ±(2^53 − 1)) with a deny and an error whose rule is null, rather than throwing.
 */
export abstract class PolicyEngine {
  abstract readonly bundle: Bundle;
  abstract evaluate(request: EvaluationRequest): Evaluation;
}
