import { describe, expect, it } from '@jest/globals';
import { BundleError } from '../bundle-error.js';
import { parseBundle } from '../parse-bundle.js';
import type { Bundle } from '../bundle.js';
import type { EvaluationRequest } from '../policy-engine.js';
import { CompiledEngine } from './compiled-engine.js';

const SCHEMA = `entity Team in [Team]; entity Person in [Team] { age?: Long, "toString"?: Long };
action read appliesTo { principal: [Person], resource: [Person], context: { n: Long } };`;

const bundleOf = (policies: string): Bundle =>
  parseBundle([
    { name: 's.cedarschema', text: SCHEMA },
    { name: 'a.cedar', text: policies },
  ]);

const request = (change: Partial<EvaluationRequest> = {}): EvaluationRequest => ({
  principal: { type: 'Person', id: 'a' },
  action: { type: 'Action', id: 'read' },
  resource: { type: 'Person', id: 'b' },
  context: { n: 1 },
  entities: [{ uid: { type: 'Person', id: 'a' }, attrs: { age: 15 }, parents: [{ type: 'Team', id: 't' }] }],
  ...change,
});

const POLICIES = `@id("all") permit (principal, action, resource);
@id("young") forbid (principal, action, resource) when { principal has age && principal.age < 16 } unless { context.n > 5 };
@id("great") forbid (principal, action, resource) when { context.n * context.n * context.n < 0 };
@id("team") permit (principal in Team::"top", action, resource);`;

const engine = new CompiledEngine(bundleOf(POLICIES));

describe('the compiled engine', () => {
  it('answers with the ids of the rules that decided, sorted', () => {
    expect(engine.evaluate(request())).toEqual({ decision: 'deny', reasons: ['young'], errors: [] });
    expect(engine.evaluate(request({ context: { n: 6 } }))).toEqual({
      decision: 'allow',
      reasons: ['all'],
      errors: [],
    });
  });

  it('is Cedar to the letter: a forbid that errs is skipped, and the error told', () =>
    expect(engine.evaluate(request({ context: { n: 9_000_000 } }))).toEqual({
      decision: 'allow',
      reasons: ['all'],
      errors: [{ rule: 'great', message: expect.stringContaining('overflow') }],
    }));

  it('follows the hierarchy through two parents', () => {
    const [person] = request().entities;
    const team = { uid: { type: 'Team', id: 't' }, attrs: {}, parents: [{ type: 'Team', id: 'top' }] };
    const entities = person ? [person, team] : [];
    expect(engine.evaluate(request({ context: { n: 6 }, entities })).reasons).toEqual(['all', 'team']);
  });

  it('finds no attribute in what every object inherits', () => {
    const odd = new CompiledEngine(
      bundleOf('@id("odd") permit (principal, action, resource) when { principal has toString };'),
    );
    expect(odd.evaluate(request())).toEqual({ decision: 'deny', reasons: [], errors: [] });
  });

  it('keeps nothing from one request to the next', () => {
    expect(engine.evaluate(request({ context: { n: 6 } })).decision).toBe('allow');
    expect(engine.evaluate(request()).decision).toBe('deny');
    expect(engine.evaluate(request({ entities: [] })).decision).toBe('allow');
  });

  it('tells file, line and rule of all that it cannot compile', () => {
    const bundle = bundleOf(POLICIES);
    const spoilt = { ...bundle, rules: new Map(bundle.rules) };
    const young = bundle.rules.get('young');
    if (!young) throw new Error('no such rule');
    const body = { unknown: [{ Value: 'x' }] };
    spoilt.rules.set('young', { ...young, json: { ...young.json, conditions: [{ kind: 'when', body }] } });
    const attempt = () => new CompiledEngine(spoilt);
    expect(attempt).toThrow(BundleError);
    expect(attempt).toThrow(/^a\.cedar:2: rule young: cannot be compiled: unknown/);
  });
});

describe('its trace', () => {
  it('tells each clause, its operands and what was not looked at', () => {
    const { decision, rules } = engine.trace(request({ entities: [] }));
    expect(decision).toBe('allow');
    const young = rules.find(({ rule }) => rule === 'young');
    expect(young).toMatchObject({ effect: 'forbid', outcome: 'unsatisfied', scopeMatches: true });
    expect(young?.clauses[0]).toMatchObject({
      kind: 'when',
      outcome: 'failed',
      expression: {
        text: 'principal has age && principal.age < 16',
        operands: [
          { text: 'principal has age', outcome: 'failed' },
          { text: 'principal.age < 16', outcome: 'not-reached' },
        ],
      },
    });
    expect(young?.clauses[1]?.outcome).toBe('not-reached');
    expect(rules.find(({ rule }) => rule === 'team')).toMatchObject({ scopeMatches: false, outcome: 'unsatisfied' });
  });

  it('tells the values seen, and where a rule erred', () => {
    const { rules } = engine.trace(request({ context: { n: 9_000_000 } }));
    const great = rules.find(({ rule }) => rule === 'great');
    expect(great?.outcome).toBe('erred');
    const [less] = great?.clauses ?? [];
    expect(less?.expression.operands[0]).toMatchObject({
      text: 'context.n * context.n * context.n',
      outcome: 'erred',
      message: expect.stringContaining('overflow'),
      operands: [
        { outcome: 'value', value: 81_000_000_000_000 },
        { outcome: 'value', value: 9_000_000 },
      ],
    });
  });

  it('has no rules where the request is refused', () =>
    expect(engine.trace(request({ context: {} }))).toEqual({ decision: 'deny', rules: [] }));
});
