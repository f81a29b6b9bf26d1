import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OfficialEngine } from '../official-engine.js';
import { parseBundle } from '../parse-bundle.js';
import type { Evaluation, EvaluationRequest } from '../policy-engine.js';
import { CompiledEngine } from './compiled-engine.js';
import { RuleTable } from './rule-table.js';

const SCHEMA = `entity Person { kind?: String, level: Long };
action read, write appliesTo { principal: [Person], resource: [Person], context: { purpose: String } };`;

/** Many begin by asking for the kind, guarded or not; some ask for something else, or for it later. */
const POLICIES = [
  'permit (principal, action, resource) when { principal.kind == "nurse" };',
  'permit (principal, action == Action::"read", resource) when { principal.kind == "doctor" && context.purpose == "care" };',
  'permit (principal, action, resource) when { ["doctor", "clerk"].contains(principal.kind) };',
  'forbid (principal, action, resource) when { principal.kind == "clerk" } when { principal.level < 2 };',
  'forbid (principal, action == Action::"write", resource) when { "nurse" == principal.kind };',
  'permit (principal, action, resource) when { context.purpose == "care" && principal.kind == "porter" };',
  'forbid (principal, action, resource) when { principal.level > 8 } unless { principal.kind == "doctor" };',
].map((text, index) => `@id("r${index}") ${text}`);

const parse = () =>
  parseBundle([
    { name: 'a.cedar', text: POLICIES.join('\n') },
    { name: 's.cedarschema', text: SCHEMA.replace('kind?:', 'kind:') },
  ]);
/** The validator would refuse the unguarded look at an optional attribute: the engines are asked without it. */
function loosened() {
  const bundle = parse();
  const files = bundle.files.map((file) => (file.name === 's.cedarschema' ? { ...file, text: SCHEMA } : file));
  return { ...bundle, schema: SCHEMA, files };
}

const uid = { type: 'Person', id: 'p' };
const request = fc
  .record({
    kind: fc.option(fc.constantFrom('nurse', 'doctor', 'clerk', 'porter', 'other', ''), { nil: undefined }),
    level: fc.integer({ min: 0, max: 10 }),
    purpose: fc.constantFrom('care', 'planning'),
    action: fc.constantFrom('read', 'write'),
  })
  .map(({ kind, level, purpose, action }): EvaluationRequest => ({
    ...{ principal: uid, resource: uid, action: { type: 'Action', id: action }, context: { purpose } },
    entities: [{ uid, attrs: { level, ...(kind === undefined ? {} : { kind }) }, parents: [] }],
  }));
const essence = ({ decision, reasons, errors }: Evaluation) => ({
  ...{ decision, reasons: [...reasons].sort(), errors: errors.map(({ rule }) => rule).sort() },
});

describe('rules at hand by an attribute', () => {
  let compiled: CompiledEngine;
  let official: OfficialEngine;
  beforeAll(() => {
    compiled = new CompiledEngine(loosened());
    official = new OfficialEngine(loosened());
  });

  it('are passed over only where the official engine would not miss them', () => {
    const same = (one: EvaluationRequest) =>
      expect(essence(compiled.evaluate(one))).toEqual(essence(official.evaluate(one)));
    fc.assert(fc.property(request, same), { numRuns: 1000, seed: 5 });
  });

  it('all err where the attribute is not there, none of them passed over', () => {
    const [one] = fc.sample(
      request.filter(({ entities }) => !('kind' in entities[0]!.attrs)),
      { numRuns: 1, seed: 5 },
    );
    expect(essence(compiled.evaluate(one!)).errors.length).toBeGreaterThan(3);
  });

  it('are fewer than all, where they are asked for by value', () => {
    const rule = (values: string[] | null) =>
      ({
        selection: values && {
          attribute: { variable: 'principal', name: 'kind', peek: (seen: unknown) => seen },
          values: new Set(values),
        },
      }) as never;
    const rules = [rule(['a']), rule(['b']), rule(['a', 'b']), rule(null)];
    const table = new RuleTable(rules);
    const sizes = ['a', 'b', 'c', undefined].map((value) => table.rulesFor(value as never).length);
    expect(sizes).toEqual([3, 3, 1, 4]);
  });
});
