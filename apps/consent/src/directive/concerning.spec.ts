import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DirectiveReach } from '#libs/domain';
import { type AgreedFlow, concerning } from './concerning.js';

const AGENCIES = ['NM-ASC', 'HARBOUR', 'NM-MH', 'BEACON'];
/** Whose people read. */
const OWN = 'HARBOUR';
const CATEGORIES = ['MENTALHEALTH', 'FUNCTION', 'ABOUTME'];
const PURPOSES = ['COC', 'HOUSADAPT'];

const part = (codes: readonly string[]): fc.Arbitrary<string[] | null> =>
  fc.option(fc.subarray([...codes], { minLength: 1 }));
const anyReach: fc.Arbitrary<DirectiveReach> = fc.record({
  sources: part(AGENCIES),
  recipients: part(AGENCIES),
  categories: part(CATEGORIES),
  purposes: part(PURPOSES),
  agreement: fc.option(fc.constantFrom('D1', 'D2')),
});
const anyFlow: fc.Arbitrary<AgreedFlow> = fc.record({
  agreement: fc.constantFrom('D1', 'D2'),
  source: fc.constantFrom(...AGENCIES),
  recipient: fc.constantFrom(...AGENCIES),
  purpose: fc.constantFrom(...PURPOSES),
  categories: fc.subarray(CATEGORIES, { minLength: 1 }),
});

/** Counted out: whether what was said is about any category of the flow. */
const isAbout = (said: DirectiveReach, flow: AgreedFlow): boolean =>
  flow.categories.some(
    (category) =>
      (said.sources?.includes(flow.source) ?? true) &&
      (said.recipients?.includes(flow.recipient) ?? true) &&
      (said.categories?.includes(category) ?? true) &&
      (said.purposes?.includes(flow.purpose) ?? true) &&
      (said.agreement ?? flow.agreement) === flow.agreement,
  );

type Concerning = (said: DirectiveReach, flows: readonly AgreedFlow[]) => DirectiveReach | null;

/** What is read is about flows of the reader's, and names nothing that no such flow has. */
const tellsOnlyWhatConcerns = (shows: Concerning): void =>
  fc.assert(
    fc.property(anyReach, fc.array(anyFlow, { maxLength: 4 }), (said, flows) => {
      const shown = shows(said, flows);
      if (said.sources?.includes(OWN)) {
        expect(shown).toEqual({ ...said, sources: [OWN] });
        return;
      }
      expect(shown !== null).toBe(flows.some((flow) => isAbout(said, flow)));
      if (shown === null) return;
      const own = flows.filter((flow) => isAbout(said, flow));
      const known = {
        sources: own.map(({ source }) => source),
        recipients: own.map(({ recipient }) => recipient),
        categories: own.flatMap(({ categories }) => categories),
        purposes: own.map(({ purpose }) => purpose),
      };
      for (const name of ['sources', 'recipients', 'categories', 'purposes'] as const) {
        expect(shown[name] === null).toBe(said[name] === null);
        for (const one of shown[name] ?? []) expect(known[name]).toContain(one);
      }
    }),
    { numRuns: 500 },
  );

/** Seeded faults: what is not named is taken for the reader's; what is about theirs is shown whole. */
const nothingNamedConcerns: Concerning = (said, flows) =>
  said.sources === null || flows.some((flow) => isAbout(said, flow)) ? said : null;
const shownWhole: Concerning = (said, flows) => (concerning(said, OWN, flows) === null ? null : said);

describe('what of a resident’s word concerns an agency', () => {
  const harbour: AgreedFlow[] = [
    {
      ...{ agreement: 'D2', source: 'NM-ASC', recipient: 'HARBOUR', purpose: 'HOUSADAPT' },
      categories: ['FUNCTION', 'EQUIPMENT'],
    },
  ];
  const all = { sources: null, recipients: null, categories: null, purposes: null, agreement: null };

  it.each<[string, Partial<DirectiveReach>]>([
    ['that they told a refuge', { recipients: ['BEACON'], categories: ['ABOUTME'], purposes: ['COC'] }],
    ['that their mental health is not to leave', { sources: ['NM-MH'], categories: ['MENTALHEALTH', 'SUBSTANCE'] }],
    ['the same, of whoever holds it', { categories: ['MENTALHEALTH'] }],
    ['something under another agreement', { agreement: 'D1' }],
    ['another purpose', { purposes: ['COC'] }],
  ])('does not hold %s', (_what, reach) => expect(concerning({ ...all, ...reach }, 'HARBOUR', harbour)).toBeNull());

  it('holds what is about its own flows, without whom and what it names beside', () => {
    const said = { ...all, recipients: ['NM-HSG', 'HARBOUR'], categories: ['FUNCTION', 'MENTALHEALTH'] };
    expect(concerning(said, 'HARBOUR', harbour)).toEqual({
      ...said,
      recipients: ['HARBOUR'],
      categories: ['FUNCTION'],
    });
    expect(concerning(all, 'HARBOUR', harbour)).toEqual(all);
  });

  it('holds what names it as a source, agreed or not, without the other sources', () => {
    const said = { ...all, sources: ['NM-GP', 'NM-MH'], categories: ['MENTALHEALTH'] };
    expect(concerning(said, 'NM-MH', [])).toEqual({ ...said, sources: ['NM-MH'] });
  });

  it('is nothing beyond, whatever was said and agreed', () =>
    tellsOnlyWhatConcerns((said, flows) => concerning(said, OWN, flows)));

  it.each([
    ['what is not named counts as theirs', nothingNamedConcerns],
    ['it is shown whole', shownWhole],
  ])('and this check finds the fault that %s', (_what, fault) =>
    expect(() => tellsOnlyWhatConcerns(fault)).toThrow('Property failed'),
  );
});
