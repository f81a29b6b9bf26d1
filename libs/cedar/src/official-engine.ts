import {
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
  type AuthorizationAnswer,
} from '@cedar-policy/cedar-wasm/nodejs';
import { BundleError } from './bundle-error.js';
import type { Bundle } from './bundle.js';
import { findInexactNumber } from './cedar-value.js';
import { nestsWithin } from './engine-limits.js';
import { PolicyEngine, type Evaluation, type EvaluationRequest } from './policy-engine.js';

const refusal = (message: string): Evaluation => ({ decision: 'deny', reasons: [], errors: [{ rule: null, message }] });

function findInexactInput({ context, entities }: EvaluationRequest): string | null {
  const attributes = entities.map(
    ({ uid, attrs, tags = {} }) => findInexactNumber(attrs, uid.type) ?? findInexactNumber(tags, uid.type),
  );
  return findInexactNumber(context, 'context') ?? attributes.find((path) => path !== null) ?? null;
}

/**
 * The official Cedar engine, compiled to WebAssembly: the referee. Policies and schema are parsed once per bundle
 * into the engine's own cache, by content address; each request is checked against the schema.
 */
export class OfficialEngine extends PolicyEngine {
  constructor(readonly bundle: Bundle) {
    super();
    const staticPolicies = Object.fromEntries([...bundle.rules.values()].map(({ id, text }) => [id, text]));
    for (const answer of [
      preparsePolicySet(bundle.hash, { staticPolicies }),
      preparseSchema(bundle.hash, bundle.schema),
    ]) {
      if (answer.type === 'success') continue;
      throw new BundleError(answer.errors.map(({ message }) => ({ file: '.', line: 1, rule: null, message })));
    }
  }

  evaluate(request: EvaluationRequest): Evaluation {
    if (!nestsWithin([request.context, request.entities])) return refusal('the request nests too deeply to be decided');
    const inexact = findInexactInput(request);
    if (inexact !== null) return refusal(`${inexact} is no integer within ±(2^53 − 1)`);
    const answer = this.ask(request);
    if (answer instanceof Error) return refusal(answer.message);
    if (answer.type === 'failure') return refusal(answer.errors.map(({ message }) => message).join('; '));
    const { decision, diagnostics } = answer.response;
    return {
      decision,
      reasons: [...diagnostics.reason].sort(),
      errors: diagnostics.errors.map(({ policyId, error }) => ({ rule: policyId, message: error.message })),
    };
  }

  /** What cannot even be handed over (half a surrogate pair, for one) makes it throw. */
  private ask(request: EvaluationRequest): AuthorizationAnswer | Error {
    try {
      return statefulIsAuthorized({
        ...request,
        preparsedPolicySetId: this.bundle.hash,
        preparsedSchemaName: this.bundle.hash,
        validateRequest: true,
      });
    } catch (error) {
      return new Error(`the official engine could not take the request: ${String(error)}`);
    }
  }
}
