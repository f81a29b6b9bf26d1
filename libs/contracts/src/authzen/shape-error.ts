import type { FieldError } from '../problem.dto.js';

/** A body that is not of the shape that AuthZEN gives it: what is wrong where, and never what was sent. Answered 400. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';

  constructor(readonly errors: readonly FieldError[]) {
    super(errors.map(({ field, detail }) => `${field} ${detail}`).join('; '));
  }
}

export const fault = (field: string, rule: string, detail: string): FieldError => ({ field, rule, detail });
