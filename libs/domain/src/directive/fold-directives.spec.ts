import { describe, expect, it } from '@jest/globals';
import type { DirectiveFact } from '../decision/facts.js';
import { parseInstant } from '../time/instant.js';
import { DIRECTIVE_ANSWERS, foldDirectives, type DirectiveAnswer, type DirectiveScope } from './fold-directives.js';

const NOW = '2026-11-22T10:00:00Z';
const EARLIER = '2026-11-01T00:00:00Z';
const LATER = '2026-12-01T00:00:00Z';

const SCOPE: DirectiveScope = {
  source: 'NM-ASC',
  recipient: 'HARBOUR',
  category: 'FUNCTION',
  purpose: 'HOUSADAPT',
  agreement: 'D2',
  maxConsentDays: null,
};

const directive = (change: Partial<DirectiveFact> = {}): DirectiveFact => ({
  id: 'a',
  status: 'ConsentGiven',
  sources: null,
  recipients: null,
  categories: null,
  purposes: null,
  agreement: null,
  startsAt: EARLIER,
  expiresAt: null,
  recordedAt: EARLIER,
  ...change,
});

const fold = (directives: DirectiveFact[], scope: Partial<DirectiveScope> = {}, now = NOW) =>
  foldDirectives(directives, { ...SCOPE, ...scope }, parseInstant(now));

/** One directive of each kind that the fold can tell apart, with what it says alone. */
const KINDS: [DirectiveFact, DirectiveAnswer][] = [
  [directive({ status: 'ConsentRefused' }), 'refused'],
  [directive({ status: 'Objected' }), 'objected'],
  [directive({ status: 'ObjectionPendingHighHarm' }), 'objected'],
  [directive({ status: 'ObjectionPending' }), 'none'],
  [directive({ status: 'ObjectionPending', expiresAt: EARLIER }), 'none'],
  [directive(), 'given'],
  [directive({ status: 'ConsentWithdrawn' }), 'withdrawn'],
  [directive({ expiresAt: NOW }), 'expired'],
  [directive({ status: 'ConsentRefused', expiresAt: EARLIER }), 'expired'],
  [directive({ startsAt: LATER }), 'none'],
  [directive({ status: 'ConsentRefused', recipients: ['NM-HSG'] }), 'none'],
];

const sequences = (length: number): [DirectiveFact, DirectiveAnswer][][] =>
  length === 0 ? [[]] : sequences(length - 1).flatMap((shorter) => KINDS.map((kind) => [...shorter, kind]));

describe('folding directives', () => {
  it.each([0, 1, 2, 3, 4])('gives the strongest answer for every sequence of %d, whatever the order', (length) => {
    for (const sequence of sequences(length)) {
      const said = sequence.map(([, answer]) => answer);
      const strongest = DIRECTIVE_ANSWERS.find((answer) => said.includes(answer)) ?? 'none';
      expect(fold(sequence.map(([fact]) => fact))).toBe(strongest);
    }
  });

  it.each<Partial<DirectiveFact>>([
    { sources: ['NM-GP'] },
    { recipients: ['NM-HSG', 'REACH'] },
    { categories: ['MEDS'] },
    { purposes: [] },
    { agreement: 'D3' },
  ])('leaves out a directive of another scope: %j', (scope) => expect(fold([directive(scope)])).toBe('none'));

  it.each<Partial<DirectiveFact>>([
    {
      sources: ['NM-ASC'],
      recipients: ['HARBOUR'],
      categories: ['FUNCTION'],
      purposes: ['HOUSADAPT'],
      agreement: 'D2',
    },
    { categories: ['MEDS', 'FUNCTION'] },
  ])('keeps one whose scope covers the flow: %j', (scope) => expect(fold([directive(scope)])).toBe('given'));

  it('leaves out what is tied to an agreement when none is at hand', () =>
    expect(fold([directive({ agreement: 'D2', status: 'ConsentWithdrawn' })], { agreement: null })).toBe('none'));

  it('never lets a withdrawal lapse, though the consent would have', () =>
    expect(fold([directive({ status: 'ConsentWithdrawn', expiresAt: EARLIER })])).toBe('withdrawn'));

  it('counts a consent no longer than its agreement allows (domain 2: D2, at most 6 months)', () => {
    const consent = directive({ startsAt: '2026-01-01T00:00:00Z', expiresAt: '2027-01-01T00:00:00Z' });
    const capped = { maxConsentDays: 183 };
    expect(fold([consent], capped, '2026-07-02T23:59:59.999999Z')).toBe('given');
    expect(fold([consent], capped, '2026-07-03T00:00:00Z')).toBe('expired');
    expect(fold([{ ...consent, status: 'ConsentRefused' }], capped)).toBe('refused');
  });
});
