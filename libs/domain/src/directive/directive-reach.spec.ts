import { describe, expect, it } from '@jest/globals';
import { covers, type DirectiveScope, overlaps } from './directive-scope.js';

const ALL: DirectiveScope = { sources: null, recipients: null, categories: null, purposes: null, agreement: null };
const PARTS = [null, ['A'], ['B'], ['A', 'B']];
const SCOPES = PARTS.flatMap((recipients) =>
  PARTS.flatMap((categories) => [null, 'D1', 'D2'].map((agreement) => ({ ...ALL, recipients, categories, agreement }))),
);

/** The flows that a scope is about, counted out: what the algebra must agree with. "Z" stands for whatever is not named. */
const flows = (scope: DirectiveScope): Set<string> =>
  new Set(
    (scope.recipients ?? ['A', 'B', 'Z']).flatMap((r) =>
      (scope.categories ?? ['A', 'B', 'Z']).flatMap((c) =>
        (scope.agreement ? [scope.agreement] : ['D1', 'D2', 'Z']).map((a) => `${r}${c}${a}`),
      ),
    ),
  );

describe('the scope of a directive', () => {
  it('covers and overlaps as the flows that it is about do', () => {
    for (const one of SCOPES) {
      for (const other of SCOPES) {
        const [a, b] = [flows(one), flows(other)];
        expect(covers(one, other)).toBe([...b].every((flow) => a.has(flow)));
        expect(overlaps(one, other)).toBe([...b].some((flow) => a.has(flow)));
      }
    }
  });

  it('that names nothing is about everything', () => {
    for (const scope of SCOPES) expect([covers(ALL, scope), overlaps(ALL, scope)]).toEqual([true, true]);
  });
});
