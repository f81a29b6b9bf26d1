import { describe, expect, it } from '@jest/globals';
import { BundleError, type BundleProblem } from './bundle-error.js';
import { parseBundle } from './parse-bundle.js';

const SCHEMA =
  'entity Person { age?: Long };\naction read appliesTo { principal: [Person], resource: [Person], context: { n: Long } };\n';
const GOOD =
  '// who may\n@id("all")\npermit (principal, action, resource);\n\n@id("young")\nforbid (principal, action, resource)\nwhen { principal has age && principal.age < 16 };\n';

const bundle = (policies: string, others: { [name: string]: string } = {}) =>
  parseBundle(
    Object.entries({ 'a.cedar': policies, 's.cedarschema': SCHEMA, ...others }).map(([name, text]) => ({ name, text })),
  );

function problemsOf(attempt: () => unknown): readonly BundleProblem[] {
  try {
    attempt();
  } catch (error) {
    if (error instanceof BundleError) return error.problems;
    throw error;
  }
  return [];
}

describe('parsing a bundle', () => {
  it('keeps each rule with its annotations, file and line', () => {
    const { rules, warnings } = bundle(GOOD);
    expect([...rules.values()].map(({ id, effect, file, line }) => ({ id, effect, file, line }))).toEqual([
      { id: 'all', effect: 'permit', file: 'a.cedar', line: 2 },
      { id: 'young', effect: 'forbid', file: 'a.cedar', line: 5 },
    ]);
    expect(rules.get('young')?.annotations).toEqual({ id: 'young' });
    expect(warnings).toEqual([]);
  });

  it('names a rule without @id after its file and place', () =>
    expect([...bundle('permit (principal, action, resource);').rules.keys()]).toEqual(['a.cedar#1']));

  it('warns of a rule that can never apply', () =>
    expect(bundle('permit (principal, action, resource) when { false };').warnings[0]).toMatch('impossible'));

  it.each<[string, string, { [name: string]: string }, Partial<BundleProblem>]>([
    [
      'a syntax error',
      `${GOOD}\n@id("é")\npermit (principal, action,\n resource) whn { true };`,
      {},
      { line: 11, rule: 'é' },
    ],
    ['an unclosed rule', 'permit (principal, action, resource)', {}, { line: 1, rule: 'a.cedar#1' }],
    ['an unclosed string', 'permit (principal, action, resource)\nwhen { "a };', {}, { rule: 'a.cedar#1' }],
    [
      'an attribute that is not there',
      '@id("x")\npermit (principal, action, resource)\nwhen { context.m > 0 };',
      {},
      { line: 3, rule: 'x' },
    ],
    [
      'an optional attribute unguarded',
      '@id("x") permit (principal, action, resource) when { principal.age > 1 };',
      {},
      { line: 1, rule: 'x' },
    ],
    [
      'a big integer',
      '@id("x")\npermit (principal, action, resource)\nwhen { context.n <\n 9007199254740992 };',
      {},
      { line: 4, rule: 'x', message: 'integer 9007199254740992 lies beyond ±(2^53 − 1)' },
    ],
    [
      'a big negative integer',
      '@id("x")\npermit (principal, action, resource) when { context.n > -9007199254740993 };',
      {},
      { line: 2, rule: 'x' },
    ],
    [
      'an @id twice',
      `${GOOD}\n@id("all") forbid (principal, action, resource);`,
      {},
      { line: 9, rule: 'all', message: 'same @id as in a.cedar:2' },
    ],
    [
      'an @id twice in two files',
      GOOD,
      { 'b.cedar': '@id("all") forbid (principal, action, resource);' },
      { file: 'b.cedar', line: 1, rule: 'all' },
    ],
    [
      'a schema error',
      GOOD,
      { 's.cedarschema': 'entity Person {\n age: Long' },
      { file: 's.cedarschema', line: 2, rule: null },
    ],
    [
      'an unknown type',
      GOOD,
      { 's.cedarschema': `${SCHEMA}entity Dog { owner: Cat };` },
      { file: 's.cedarschema', line: 3, rule: null },
    ],
    ['two schemas', GOOD, { 't.cedarschema': SCHEMA }, { file: 't.cedarschema', rule: null }],
    ['an order that is no list', GOOD, { 'precedence.json': '{}' }, { file: 'precedence.json', rule: null }],
    ['an order that is no JSON', GOOD, { 'precedence.json': '[' }, { file: 'precedence.json', rule: null }],
    ['a forbid without a place', GOOD, { 'precedence.json': '[]' }, { file: 'a.cedar', line: 5, rule: 'young' }],
    [
      'a place without a forbid',
      GOOD,
      { 'precedence.json': '[{"step": "a", "rules": ["young"]},\n{"step": "b", "rules": ["all"]}]' },
      { file: 'precedence.json', line: 2, rule: 'all' },
    ],
  ])('refuses %s with file, line and rule', (_, policies, others, problem) => {
    const problems = problemsOf(() => bundle(policies, others));
    expect(problems).toContainEqual(expect.objectContaining({ file: 'a.cedar', ...problem }));
    expect(problems).toHaveLength(1);
  });

  it('tells of everything wrong at once, each on a line', () => {
    const attempt = () => bundle('permit (;\nforbid (;', { 'b.cedar': '@id("b") permit (principal);' });
    expect(attempt).toThrow(
      /^a\.cedar:1: rule a\.cedar#1: .*\na\.cedar:2: rule a\.cedar#2: .*\nb\.cedar:1: rule b: .*$/,
    );
  });

  it('takes digits in strings, comments and names for what they are', () =>
    expect(() =>
      bundle(
        '// 99999999999999999999\n@id("p99999999999999999999")\npermit (principal == Person::"9999999999999999999;", action, resource);',
      ),
    ).not.toThrow());
});

describe('the content address', () => {
  const spread =
    '@id("young") forbid (principal, action, resource) when { principal has age && (principal.age < 16) };';
  const alone = '@id("all") permit (principal, action, resource); // everyone';

  it('does not depend on comments, layout, files or order', () => {
    const one = bundle(GOOD);
    const other = bundle(spread, { 'b.cedar': alone, 's.cedarschema': `// people\n${SCHEMA}` });
    expect(other.hash).toBe(one.hash);
    expect(one.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(bundle('', Object.fromEntries(one.files.map(({ name, text }) => [name, text]))).hash).toBe(one.hash);
  });

  it.each([
    [GOOD.replace('16', '17'), {}],
    [GOOD.replace('"young"', '"minor"'), {}],
    [GOOD.replace('@id("all")', '@id("all") @explain("yes")'), {}],
    [GOOD, { 's.cedarschema': SCHEMA.replace('n: Long', 'n: Long, m: Long') }],
    [GOOD, { 'precedence.json': '[{"step": "age", "rules": ["young"]}]' }],
    [GOOD, { 'tests/town.yaml': 'people: []' }],
    [GOOD, { 'invariants/ours.yaml': '- id: one' }],
    [GOOD, { 'explain/cy.json': '{}' }],
  ])('changes with a rule, an annotation, the schema, the order or an attachment: %#', (policies, others) =>
    expect(bundle(policies, others as { [name: string]: string }).hash).not.toBe(bundle(GOOD).hash),
  );

  it('counts an attachment by name and text, whatever its line ends, and nothing else', () => {
    const hash = (name: string, text: string): string => bundle(GOOD, { [name]: text }).hash;
    const one = hash('tests/a.yaml', 'a: 1\nb: 2\n');
    expect(hash('tests/a.yaml', 'a: 1\r\nb: 2\r\n')).toBe(one);
    expect(hash('tests/a.yaml', 'a: 1\nb: 3\n')).not.toBe(one);
    expect(hash('tests/b.yaml', 'a: 1\nb: 2\n')).not.toBe(one);
    for (const ignored of ['README.md', 'tests/a.txt', 'tests/deep/a.yaml', 'other/a.yaml']) {
      expect(hash(ignored, 'text')).toBe(bundle(GOOD).hash);
    }
  });

  it('refuses an attachment that stands twice', () => {
    const twice = { name: 'tests/a.yaml', text: 'a: 1' };
    const files = [...bundle(GOOD).files, twice, twice];
    expect(problemsOf(() => parseBundle(files))).toEqual([expect.objectContaining({ file: 'tests/a.yaml' })]);
  });
});
