import type { Value } from '../values/value.js';

/**
 * Takes one value of a request, in Cedar's JSON form, as the schema types it. What needs no change is handed on as it
 * is, never copied; entities and extension values come out as such.
 * @throws RequestRefusal where it does not fit
 */
export interface Take {
  (given: unknown): Value;
  /** What JavaScript calls its values, where it is for a primitive type. */
  readonly plain?: 'boolean' | 'number' | 'string';
}
