import { describe, expect, it } from '@jest/globals';
import { BundleError } from '#libs/cedar';
import { readTown } from './read-town.js';

const TOWN = `agencies:
  A: { sector: health, protocols: [VITAL] }
  B: { sector: housing }
people:
  ann: { name: Ann, kind: practitioner, agency: B, role: surveyor }
residents: { rose: Rose }
agreements:
  X: { purpose: COC, mode: DIRECT_CARE, categories: MEDS DEMOG, roles: [surveyor], pairs: [A B] }
situations:
  quiet: &quiet
    of: rose
    entries: [B caseload COC, B assigned COC ann]
  stopped:
    <<: *quiet
    stopped: [MEDS]
`;

function problemsOf(text: string): string[] {
  try {
    readTown({ name: 'tests/town.yaml', text });
    return [];
  } catch (error) {
    return (error as BundleError).problems.map(({ file, line, message }) => `${file}:${line}: ${message}`);
  }
}

describe('a page of a town', () => {
  it('is read with what it leaves out filled in, and what it takes from another', () => {
    const town = readTown({ name: 'tests/town.yaml', text: TOWN });
    expect(town.agencies).toEqual({
      A: { sector: 'health', protocols: ['VITAL'] },
      B: { sector: 'housing', protocols: [] },
    });
    expect(town.agreements['X']).toMatchObject({
      categories: ['MEDS', 'DEMOG'],
      systems: true,
      state: 'live',
      expires: null,
    });
    expect(town.situations['stopped']).toMatchObject({ of: 'rose', restricted: false, stopped: ['MEDS'] });
    expect(town.situations['stopped']!.entries).toEqual([
      { agency: 'B', kind: 'caseload', purpose: 'COC', person: null },
      { agency: 'B', kind: 'assigned', purpose: 'COC', person: 'ann' },
    ]);
  });

  it.each([
    ['agency: B,', 'agency: C,', 'tests/town.yaml:5: no agency "C"; there is A, B'],
    [
      'sector: housing',
      'sector: homes',
      'tests/town.yaml:3: no sector "homes"; there is social-care, health, housing, voluntary, board',
    ],
    ['of: rose', 'of: lily', 'tests/town.yaml:11: no resident "lily"; there is rose'],
    ['stopped: [MEDS]', 'stoped: [MEDS]', 'tests/town.yaml:15: no field "stoped"; there is of, entries'],
    ['A B]', 'A]', 'tests/town.yaml:8: expected two agencies: FROM TO'],
    ['B caseload COC', 'B caseload', 'tests/town.yaml:12: expected AGENCY kind PURPOSE, and perhaps a person'],
    ['roles: [surveyor]', 'roles: 3', 'tests/town.yaml:8: no role "3"; there is '],
    ['purpose: COC, ', '', 'tests/town.yaml:8: "purpose" is missing'],
    ['residents: { rose: Rose }', '', 'tests/town.yaml:1: "residents" is missing'],
    ['residents: { rose', 'residents: { rose: , {', 'tests/town.yaml:7: '],
    ['<<: *quiet', '<<: *loud', 'tests/town.yaml:'],
    [TOWN, '', 'tests/town.yaml:1: "the page" is missing'],
    [
      TOWN,
      '- a list',
      'tests/town.yaml:1: expected agencies, people, residents, agreements, situations, found ["a list"]',
    ],
  ])('is refused with file and line: %j as %j', (right, wrong, problem) => {
    const problems = problemsOf(TOWN.replace(right, wrong));
    expect(problems).toContainEqual(expect.stringContaining(problem));
  });

  it('is refused for everything that is wrong, at once', () => {
    const text = TOWN.replace('sector: housing', 'sector: homes').replace('of: rose', 'of: lily').replace('VITAL', 'V');
    expect(problemsOf(text).map((problem) => problem.slice(0, 20))).toEqual(
      expect.arrayContaining(['tests/town.yaml:2: n', 'tests/town.yaml:3: n']),
    );
  });

  it('is refused where aliases would unfold to far more than the page', () => {
    const layers = Array.from(
      { length: 9 },
      (_, at) => `l${at + 1}: &l${at + 1} [${Array(9).fill(`*l${at}`).join(', ')}]`,
    );
    expect(problemsOf(`l0: &l0 [x]\n${layers.join('\n')}\n`)).toHaveLength(1);
  });
});
