import { typeName, type Value } from './values/value.js';

/** A rule that cannot be evaluated for this request: Cedar skips it and tells of it. */
export class EvaluationFailure extends Error {
  override readonly name = 'EvaluationFailure';
}

export const typeFailure = (expected: string, value: Value): EvaluationFailure =>
  new EvaluationFailure(`type error: expected ${expected}, got ${typeName(value)}`);
