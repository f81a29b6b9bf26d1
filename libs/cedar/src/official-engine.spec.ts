import { describe, expect, it } from '@jest/globals';
import type { CedarValue } from './cedar-value.js';
import { OfficialEngine } from './official-engine.js';
import { parseBundle } from './parse-bundle.js';
import type { EvaluationRequest } from './policy-engine.js';

const SCHEMA =
  'entity Person { age?: Long };\naction read appliesTo { principal: [Person], resource: [Person], context: { n: Long } };';

const engine = new OfficialEngine(
  parseBundle([
    { name: 's.cedarschema', text: SCHEMA },
    {
      name: 'a.cedar',
      text: `@id("b-all") permit (principal, action, resource);
        @id("a-all") permit (principal, action, resource);
        @id("young") forbid (principal, action, resource) when { principal has age && principal.age < 16 };
        @id("cubed") forbid (principal, action, resource) when { context.n * context.n * context.n < 0 };`,
    },
  ]),
);

const ask = (
  context: { [attribute: string]: CedarValue },
  attrs: { [attribute: string]: CedarValue } = {},
): EvaluationRequest => ({
  principal: { type: 'Person', id: 'a' },
  action: { type: 'Action', id: 'read' },
  resource: { type: 'Person', id: 'b' },
  context,
  entities: [{ uid: { type: 'Person', id: 'a' }, attrs, parents: [] }],
});

describe('the official engine', () => {
  it('answers with the ids of the rules that decided, sorted', () => {
    expect(engine.evaluate(ask({ n: 1 }))).toEqual({ decision: 'allow', reasons: ['a-all', 'b-all'], errors: [] });
    expect(engine.evaluate(ask({ n: 1 }, { age: 15 }))).toEqual({ decision: 'deny', reasons: ['young'], errors: [] });
    expect(engine.evaluate(ask({ n: -1 }, { age: 15 })).reasons).toEqual(['cubed', 'young']);
  });

  it('is Cedar to the letter: a forbid that errs is skipped, and the error told', () => {
    const answer = engine.evaluate(ask({ n: 9_000_000 }));
    expect(answer).toEqual({
      decision: 'allow',
      reasons: ['a-all', 'b-all'],
      errors: [{ rule: 'cubed', message: expect.stringContaining('overflow') }],
    });
  });

  it.each([9007199254740992, -9007199254740992, 1.5, NaN, Infinity])(
    'refuses %d in context and attributes',
    (number) => {
      for (const request of [ask({ n: number }), ask({ n: 1 }, { age: number })]) {
        expect(engine.evaluate(request)).toMatchObject({ decision: 'deny', reasons: [], errors: [{ rule: null }] });
      }
    },
  );

  it('takes integers up to the limit', () =>
    expect(engine.evaluate(ask({ n: 1 }, { age: Number.MAX_SAFE_INTEGER })).decision).toBe('allow'));

  it.each([
    [ask({ n: 'one' })],
    [ask({})],
    [ask({ n: 1, m: 1 })],
    [ask({ n: 1 }, { name: 'x' })],
    [{ ...ask({ n: 1 }), action: { type: 'Action', id: 'write' } }],
  ])('answers what is not of the schema with a deny and an error: %#', (request) =>
    expect(engine.evaluate(request)).toMatchObject({ decision: 'deny', errors: [{ rule: null }] }),
  );

  it('keeps two bundles apart', () => {
    const other = new OfficialEngine(
      parseBundle([
        { name: 's.cedarschema', text: SCHEMA },
        { name: 'a.cedar', text: '@id("none") forbid (principal, action, resource);' },
      ]),
    );
    expect(other.evaluate(ask({ n: 1 })).reasons).toEqual(['none']);
    expect(engine.evaluate(ask({ n: 1 })).decision).toBe('allow');
  });
});
