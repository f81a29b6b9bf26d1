import { beforeAll, describe, expect, it } from '@jest/globals';
import { BundleError, CompiledEngine, loadBundle, OfficialEngine, type Bundle } from '#libs/cedar';
import { runTests, type TestReport } from './run-tests.js';

const TOWN = `
agencies: { A: { sector: health }, B: { sector: social-care } }
people:
  ann: { name: Ann, kind: practitioner, agency: B, role: gp }
  ben: { name: Ben, kind: practitioner, agency: B, role: ot }
  b: { name: B, kind: system, agency: B }
residents: { rose: Rose }
agreements:
  X: { purpose: COC, mode: DIRECT_CARE, categories: MEDS, roles: gp, pairs: [A B], redactions: { MEDS: [dose] } }
situations:
  cared: { of: rose, entries: [B caseload COC] }
  claimed: { of: rose, entries: [B self-claimed COC ann] }
  alone: { of: rose }
`;

describe('the tests that a bundle carries', () => {
  let rules: Bundle;
  let engine: CompiledEngine;
  beforeAll(async () => {
    rules = await loadBundle('policies');
    engine = new CompiledEngine(rules);
  });

  const bundleWith = (page: string, town: string | null = TOWN): Bundle => ({
    ...rules,
    attachments: [
      { name: 'tests/page.yaml', text: page },
      ...(town === null ? [] : [{ name: 'tests/town.yaml', text: town }]),
    ],
  });
  const run = (page: string): TestReport => runTests(bundleWith(page), engine);
  const problemsOf = (bundle: Bundle): string[] => {
    try {
      return runTests(bundle, engine).failed.map(({ says }) => says);
    } catch (error) {
      return (error as BundleError).problems.map(({ file, line, message }) => `${file}:${line}: ${message}`);
    }
  };

  it('pass: each category of each who, given and from counts', () => {
    const page = `
tests:
  - { given: cared, who: [ann, b], from: A, for: COC, sees: MEDS, does not see: { anything else: category-not-in-agreement }, under: X, basis: DIRECT_CARE, redacted: { MEDS: dose } }

  # with a comment and a blank line
  - given: [alone]
    who: ann
    from: A
    for: COC
    does not see: { MEDS: no-relationship }
  - { given: claimed, who: ann, from: A, for: COC, sees: [MEDS], with: alert }
  - { given: cared, who: b, asks: [offer, open], from: A, to: B, for: COC, sees: MEDS }`;
    expect(run(page)).toEqual({ ran: 2 * 36 + 1 + 1 + 2, failed: [] });
  });

  it.each([
    ['sees: MEDS FUNCTION', 'permit', 'category-not-in-agreement', 'category-not-in-agreement'],
    ['does not see: { MEDS: needs-consent }', 'needs-consent', 'permit', 'direct-care'],
    ['sees: MEDS, basis: EXPLICIT', 'EXPLICIT', 'DIRECT_CARE', 'direct-care'],
    ['sees: MEDS, redacted: { MEDS: [] }', 'redacted: nothing', 'redacted: dose', 'direct-care'],
    ['sees: MEDS, with: [alert]', 'with alert', 'without alert', 'direct-care'],
  ])('fail with file, line, rule, and what was expected and seen: %s', (expectation, expected, seen, rule) => {
    const { failed } = run(`says: one\n\ntests:\n  - { given: cared, who: ann, from: A, for: COC, ${expectation} }\n`);
    expect(failed).toEqual([
      {
        file: 'tests/page.yaml',
        line: 4,
        says: expect.stringContaining('ann asks to read from A to B for COC, given cared: ') as unknown as string,
        expected,
        seen,
        rule: expect.stringContaining(rule) as unknown as string,
      },
    ]);
  });

  it('give the same on the official engine', () => {
    const page = 'tests: [{ given: [cared, alone, claimed], who: [ann, ben, b], from: A, for: COC, sees: MEDS }]';
    expect(runTests(bundleWith(page), new OfficialEngine(rules))).toEqual(run(page));
    expect(run(page).failed).toHaveLength(6);
  });

  it.each([
    ['who: ann', 'who: anne', 'tests/page.yaml:3: no person "anne"; there is ann, ben, b'],
    ['given: cared', 'given: carred', 'tests/page.yaml:2: no situation "carred"; there is cared, claimed, alone'],
    ['sees: MEDS', 'seees: MEDS', 'tests/page.yaml:6: no field "seees"; there is '],
    ['sees: MEDS', 'sees: MEDICINE', 'tests/page.yaml:6: no category "MEDICINE"; there is DEMOG, '],
    ['sees: MEDS', 'does not see: { MEDS: because }', 'tests/page.yaml:6: no reason "because"; there is '],
    ['sees: MEDS', 'sees: []', 'tests/page.yaml:2: names nothing under "sees" or "does not see"'],
    [
      'sees: MEDS',
      'sees: MEDS\n    does not see: { MEDS: refused }',
      'tests/page.yaml:2: MEDS is both seen and not seen',
    ],
    ['for: COC', 'for: COFFEE', 'tests/page.yaml:5: no purpose "COFFEE"; there is '],
    ['who: ann', 'who: [ann', 'tests/page.yaml:4: '],
  ])('are refused with file and line: %s as %s', (right, wrong, problem) => {
    const page = 'tests:\n  - given: cared\n    who: ann\n    from: A\n    for: COC\n    sees: MEDS\n';
    expect(problemsOf(bundleWith(page.replace(right, wrong)))).toContainEqual(expect.stringContaining(problem));
  });

  it('need a town, and are none where there is none', () => {
    expect(problemsOf(bundleWith('tests: []', null))).toEqual([
      'tests/page.yaml:1: there is no tests/town.yaml to test in',
    ]);
    expect(runTests({ ...rules, attachments: [] }, engine)).toEqual({ ran: 0, failed: [] });
  });
});
