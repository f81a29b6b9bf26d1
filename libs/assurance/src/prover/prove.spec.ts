import { describe, expect, it } from '@jest/globals';
import { BundleError, parseBundle, type Bundle } from '#libs/cedar';
import { parseInvariants } from './pages/parse-invariants.js';
import { prove } from './prove.js';

const SCHEMA = `
entity Team in [Team];
entity Person in [Team] { name: String, age: Long, boss?: Person, fee: decimal };
entity Thing { owner: String, tags: Set<String> };
action see, edit appliesTo { principal: [Person], resource: [Thing], context: { now: Long, until?: Long, kind: String, seen: Set<String> } };
`;

const bundleOf = (rules: string, invariants: string, extra = ''): Bundle =>
  parseBundle([
    { name: 'small.cedarschema', text: SCHEMA },
    { name: 'rules.cedar', text: rules },
    { name: 'invariants/all.yaml', text: `${extra}invariants:\n${invariants}` },
  ]);

const rule = (id: string, effect: string, condition: string): string =>
  `@id("${id}")\n${effect} (principal, action, resource)\nwhen { ${condition} };\n`;
const never = (condition: string): string => `- { id: it, says: it, never permitted when: '${condition}' }`;

const isProved = (permit: string, forbid: string, when: string): boolean =>
  prove(bundleOf(rule('p', 'permit', permit) + rule('f', 'forbid', forbid), never(when))).proved;

function problemsOf(act: () => unknown): string[] {
  try {
    act();
    return [];
  } catch (error) {
    if (error instanceof BundleError) {
      return error.problems.map(({ file, line, rule: id, message }) => `${file}:${line} ${id ?? '-'} ${message}`);
    }
    throw error;
  }
}

describe('proving', () => {
  it.each([
    ['a time that lies between two others', 'context.now > 3 && context.now < 5', 'context.now == 4', 'true', true],
    ['whole numbers, not fractions', 'context.now > 3', 'context.now > 4', 'context.now != 4', true],
    ['an order through a third', 'principal.age < context.now', 'false', 'principal.age >= context.now', true],
    [
      'a set shared through a part',
      'resource.tags.containsAll(context.seen)',
      '!resource.tags.contains("a")',
      'context.seen.isEmpty() && !resource.tags.contains("a")',
      true,
    ],
    [
      'a subset and its member',
      'resource.tags.containsAll(context.seen) && context.seen.contains(context.kind)',
      'false',
      '!resource.tags.contains(context.kind)',
      true,
    ],
    [
      'equal texts through a third',
      'principal.name == resource.owner && resource.owner == context.kind',
      'false',
      'principal.name != context.kind',
      true,
    ],
    ['a pattern and a text that fits it', 'context.kind == "abc"', 'context.kind like "a*c"', 'true', true],
    ['groups that a team is in', 'principal in Team::"x"', 'principal in [Team::"x", Team::"y"]', 'true', true],
    ['an action by elimination', 'action != Action::"see"', 'action == Action::"edit"', 'true', true],
    [
      'a list that bounds a set',
      '["a"].containsAll(context.seen) && context.seen.contains(context.kind)',
      'context.kind == "a"',
      'true',
      true,
    ],
    [
      'an attribute that may be missing',
      'context has until',
      'context has until && context.until >= 0',
      'context has until && context.until == 0',
      true,
    ],
    [
      'a choice of values',
      '(if context.now > 5 then context.kind else resource.owner) == "x"',
      'context.kind == "x" || resource.owner == "x"',
      'true',
      true,
    ],
    ['not: the very end', 'context.now <= 5', 'context.now < 5', 'true', false],
    ['not: an empty set', 'true', 'resource.tags.containsAny(context.seen)', 'context.seen.contains("a")', false],
    ['not: another text that fits', 'context.kind like "a*"', 'context.kind == "a"', 'true', false],
    ['not: another team', 'principal in Team::"x"', 'principal in Team::"y"', 'true', false],
    [
      'not: two unlike sets',
      'true',
      'resource.tags == context.seen',
      'resource.tags.contains("a") && context.seen.contains("a")',
      false,
    ],
  ])('sees %s', (_, permit, forbid, when, proved) => {
    expect(isProved(permit, forbid, when)).toBe(proved);
  });

  it('finds the smallest counterexample, confirmed by the official engine', () => {
    const rules = rule('p', 'permit', 'context.kind == "x" || (context.kind == "y" && context.now > 7)');
    const ordinary = 'ordinary: ["context.kind == \\"x\\""]\nwords: { context.now: the hour }\n';
    const report = prove(bundleOf(rules, never('context.now > 3'), ordinary));
    const [{ counterexample } = { counterexample: null }] = report.invariants;
    expect(counterexample).toMatchObject({
      rule: 'p',
      named: null,
      words: 'someone could see something, where the hour is after 3',
    });
    expect(counterexample?.request.context['kind']).toBe('x');
  });

  it('tells of rules that never fire, that others make idle, and of what no rule speaks of', () => {
    const rules = [
      rule('open', 'permit', 'context.kind == "x"'),
      rule('late', 'permit', 'context.now > 5 && context.now < 6'),
      rule('again', 'permit', 'context.kind == "x" && context.now > 5'),
      rule('shut', 'forbid', 'context.kind == "y"'),
    ].join('');
    const report = prove(bundleOf(rules, never('context.kind == "y"')));
    expect(report).toMatchObject({ proved: true, neverFires: ['late'], shadowed: [{ rule: 'again', by: ['open'] }] });
    expect(report.unspoken[0]).toContain('context.kind is none of x, y');
  });

  it.each([
    ['arithmetic', 'context.now + 1 > 5', /rules.cedar:1 p cannot be proved: .*\+/],
    ['extension values', 'principal.fee.lessThan(decimal("1.0"))', /rules.cedar:1 p cannot be proved: .*lessThan/],
    [
      'attributes of other entities',
      'principal has boss && principal.boss.age > 3',
      /rules.cedar:1 p cannot be proved: an attribute/,
    ],
    ['several patterns', 'context.kind like "a*" && context.kind like "*b"', /several patterns/],
  ])('refuses %s, with file, line and rule', (_, condition, message) => {
    const bundle = bundleOf(rule('p', 'permit', condition), never('true'));
    expect(problemsOf(() => prove(bundle))).toEqual([expect.stringMatching(message)]);
  });
});

describe('pages of invariants', () => {
  const page = (text: string) => () => parseInvariants([{ name: 'invariants/a.yaml', text }]);

  it.each([
    [
      'a claim of another name',
      "invariants:\n  - { id: a, says: b,\n      never allowed when: 'true' }",
      'invariants/a.yaml:3',
    ],
    ['no claim', 'invariants:\n  - { id: a, says: b }', 'invariants/a.yaml:2'],
    [
      'two claims',
      "invariants:\n  - { id: a, says: b, never permitted when: 'true', permitted only if: 'true' }",
      'invariants/a.yaml:2',
    ],
    [
      'an id that stands twice',
      "invariants:\n  - { id: a, says: b, never permitted when: 'true' }\n  - { id: a, says: b, never permitted when: 'true' }",
      'invariants/a.yaml:3',
    ],
    ['no YAML', 'invariants: [', 'invariants/a.yaml:1'],
  ])('refuse %s, with file and line', (_, text, where) => {
    expect(problemsOf(page(text))[0]).toMatch(new RegExp(`^${where} `));
  });

  it.each([
    ['does not parse', 'context.now >', 'invariants/all.yaml:4'],
    ['does not fit the schema', 'context.nowhere > 3', 'invariants/all.yaml:4'],
    ['hides another rule', 'true }; permit (principal, action, resource) when { true', 'invariants/all.yaml:4'],
    ['is true of no request', 'context.now > 3 && context.now < 2', 'invariants/all.yaml:2'],
  ])('refuse a condition that %s', (_, condition, where) => {
    const bundle = bundleOf(rule('p', 'permit', 'true'), `- id: it\n  says: it\n  never permitted when: ${condition}`);
    expect(problemsOf(() => prove(bundle))[0]).toContain(where);
  });
});
