import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import { bundleLine, simulation } from '../testing/lines.js';
import type { BundleDifference, BundleReport } from './bundle.js';
import { errorsOfDraft, presentDraft, withPlainLines } from './present-draft.js';
import { presentBundleDifference, presentBundleFacts, presentBundles, presentReport } from './present-policy.js';
import { presentDifferences, presentProgress } from './present-replay.js';
import { differencesIn } from './simulation.js';

const t = new Texts(['en']).in('en');
const reader = { t, language: 'en', own: 'voss' };
const words = { t, language: 'en', nameOf: (code: string) => code };

const BUNDLE = bundleLine();

describe('bundles', () => {
  it('are listed by where they stand, newest first, and those in force stand apart', () => {
    const { drafts, past } = presentBundles(
      [
        { ...BUNDLE, title: 'older', createdAt: '2026-11-01T10:00:00.000Z', author: 'other' },
        { ...BUNDLE, state: 'failed' },
        { ...BUNDLE, title: 'in force', state: 'in-force', inForce: true },
      ],
      reader,
    );
    expect(drafts!.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['aaaaaaaaaaaa', 'Check failed', 'You', '22 November 2026 at 10:00'],
      ['older', 'Draft', 'Another officer', '1 November 2026 at 10:00'],
    ]);
    expect(past).toBeUndefined();
  });

  it('name nobody: an author is the reader, another officer or the release', () => {
    const facts = presentBundleFacts({ ...BUNDLE, author: 'repository' }, reader);
    expect(facts.flatMap(({ values }) => values.map(({ text }) => text))).toContain('Came with the release');
  });
});

const INVARIANT = {
  ...{ id: 'agreed-categories', says: 'No others.', file: 'invariants/a.yaml', line: 20 },
  ...{ classes: 1, ms: 1 },
};
const REPORT: BundleReport = {
  hash: BUNDLE.hash,
  kind: 'check',
  ...{ passed: false, by: 'ig', productVersion: '0', errors: [] },
  at: '2026-11-22T10:00:00.000Z',
  against: null,
  tests: {
    ran: 100,
    failed: [
      { file: 'tests/d2.yaml', line: 18, says: 'varga asks', expected: 'deny', seen: 'permit', rule: 'explicit' },
    ],
  },
  proofs: {
    ...{ proved: false, rawSize: '3.3e19', assumptions: [], unspoken: [] },
    invariants: [
      {
        ...INVARIANT,
        proved: false,
        counterexample: {
          words: 'a surveyor could see medicines',
          request: {},
          rule: 'explicit',
          named: 'Varga, Margaret, HOUSADAPT',
        },
      },
      { ...INVARIANT, id: 'kept', says: 'Kept.', proved: true, counterexample: null },
    ],
    neverFires: ['idle'],
    shadowed: [],
  },
  standing: [
    { id: 'agreed-categories', says: 'No others.', stated: true, holds: false, counterexample: ': again' },
    { id: 'gone', says: 'Gone.', stated: false, holds: true, counterexample: null },
    { id: 'kept', says: 'Kept.', stated: true, holds: true, counterexample: null },
  ],
};

describe('a report', () => {
  it('tells what is wrong first: each counterexample in words, with people of the tests', () => {
    const shown = presentReport(REPORT, reader);
    expect(shown.verdict).toBe('The check failed: these rules cannot be put in force.');
    expect(shown.broken).toEqual([
      expect.objectContaining({
        words: 'a surveyor could see medicines',
        named: 'Varga, Margaret, HOUSADAPT',
        where: 'invariants/a.yaml:20',
      }),
    ]);
    expect(shown.failed[0]).toMatchObject({ where: 'tests/d2.yaml:18', expected: 'deny', seen: 'permit' });
    expect(shown.summary).toBe(
      '100 test questions asked, 1 answered otherwise than expected. 1 promise proved, 1 broken.',
    );
  });

  it('tells of a promise that would be lost once, and of none that is kept', () =>
    expect(presentReport(REPORT, reader).lost.map(({ id, text }) => [id, text])).toEqual([
      ['gone', '(no longer stated)'],
    ]));

  it('of what came with the release says so, without numbers', () => {
    const released = { ...REPORT, kind: 'repository' as const, passed: true, tests: null, proofs: null, standing: [] };
    expect(presentReport(released, reader)).toMatchObject({ summary: null, broken: [], failed: [] });
    expect(presentReport(released, reader).verdict).toMatch(/^These rules came with the release/);
  });
});

describe('a difference', () => {
  const none = { added: [], removed: [], changed: [] };
  const DIFFERENCE: BundleDifference = {
    before: 'b',
    after: 'a',
    cedar: {
      added: [{ id: 'new', text: 'permit' }],
      removed: [{ id: 'old', text: 'forbid' }],
      changed: [{ id: 'same', before: '1', after: '2' }],
      schemaChanged: false,
      precedenceChanged: true,
      attachments: { ...none, changed: ['tests/d2.yaml'] },
      invariants: none,
      testsDropped: [],
    },
    sight: [
      {
        ...{ change: 'newly', says: 'x', example: 'a surveyor' },
        ...{ who: ['surveyor'], categories: ['MEDS'], purposes: [], modes: [], agreements: [] },
      },
    ],
    says: ['Surveyors would newly see medicines.'],
  };

  it('is told in plain English and rule by rule', () => {
    const shown = presentBundleDifference(DIFFERENCE, t);
    expect(shown.says).toEqual(['Surveyors would newly see medicines.']);
    expect(shown.examples).toEqual(['a surveyor']);
    expect(shown.rules.map(({ id, kind }) => [id, kind])).toEqual([
      ['same', 'Changed:'],
      ['new', 'Added:'],
      ['old', 'Removed:'],
    ]);
    expect(shown.notes.map(({ names }) => names)).toEqual([[], ['tests/d2.yaml']]);
  });

  it('has no examples where the two cannot be compared', () =>
    expect(presentBundleDifference({ ...DIFFERENCE, sight: null }, t).examples).toEqual([]));
});

describe('a draft', () => {
  it('has the line ends of the files, whatever a browser sends', () =>
    expect(withPlainLines('a\r\nb\n')).toBe('a\nb\n'));

  it('is told file and line of what is wrong, beside its text, which is kept', () => {
    const errors = errorsOfDraft([{ field: 'a.cedar:12', rule: 'x', detail: 'invalid token' }], t);
    expect(errors).toEqual([{ field: 'text', text: 'a.cedar, line 12: invalid token' }]);
    const shown = presentDraft({ from: 'f', file: 'a.cedar', title: 'T', text: 'permit (' }, errors, t);
    expect(shown.text).toMatchObject({ value: 'permit (', errorMessage: { text: 'a.cedar, line 12: invalid token' } });
    expect(shown.title.value).toBe('T');
    expect(shown.errors?.errorList[0]!.href).toBe('#text');
  });

  it('is never refused without a word', () => expect(errorsOfDraft([], t)).toHaveLength(1));
});

describe('a replay', () => {
  const SIMULATION = simulation();

  it('tells how far it is, and no finding before it has ended', () => {
    const { running, finding, rows, progress } = presentProgress({ ...SIMULATION, total: 10, done: 4 }, words);
    expect([running, finding, progress.value, progress.max]).toEqual([true, undefined, 4, 10]);
    expect(rows[0]!.values.map(({ text }) => text)).toEqual(['1 November 2026', '22 November 2026']);
  });

  it('says that no difference is a finding, and how many there are', () => {
    const ended = { ...SIMULATION, state: 'done' as const, endedAt: '2026-11-22T10:00:00.000Z' };
    expect(presentProgress(ended, words).finding).toMatch(/^No difference/);
    const found = { ...ended, newlyAllowed: 14, newlyDenied: 1, residentsExposed: 2 };
    expect(presentProgress(found, words).finding).toBe(
      '14 would have been newly let through, about 2 people, and 1 newly refused.',
    );
  });

  it('lists the differences of its stream, a hundred at most, and says how many more', () => {
    const difference = {
      entryId: '7db80a85-af99-4aae-954b-18427a939ec8',
      at: '2026-11-22T10:00:00.000Z',
      change: 'newly-allowed',
      ...{ source: 'A', recipient: 'B', category: 'MEDS', purpose: 'COC', ruleBefore: 'no', ruleAfter: 'yes' },
    };
    const line = JSON.stringify({ difference });
    const stream = [...Array.from({ length: 101 }, () => line), JSON.stringify({ simulation: SIMULATION }), ''].join(
      '\n',
    );
    const shown = presentDifferences(differencesIn(stream), words)!;
    expect(shown.list.rows).toHaveLength(100);
    expect(shown.more).toBe('The first 100 of 101 are listed.');
    expect(shown.list.rows[0]![0]!.href).toBe(`/officer/entries/${difference.entryId}`);
    expect(presentDifferences([], words)).toBeUndefined();
  });
});
