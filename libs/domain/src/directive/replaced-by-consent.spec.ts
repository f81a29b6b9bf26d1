import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DirectiveFact } from '../decision/facts.js';
import { days, formatInstant, parseInstant } from '../time/instant.js';
import { replacedByConsent, stopsAbout } from './directive-reach.js';
import { replacedAtOnce } from './faults/replaced-at-once.js';
import { type DirectiveScope, foldDirectives } from './fold-directives.js';

const NOW = parseInstant('2026-11-01T00:00:00Z');
const at = (day: number): string => formatInstant(NOW + days(day));
const SCOPE: DirectiveScope = {
  source: 'NM-ASC',
  recipient: 'HARBOUR',
  category: 'FUNCTION',
  purpose: 'HOUSADAPT',
  agreement: 'D2',
  maxConsentDays: null,
};
const CLOSED = ['refused', 'objected', 'withdrawn'];

const part = fc.constantFrom<string[] | null>(null, ['HARBOUR'], ['HARBOUR', 'NM-HSG'], ['NM-HSG']);
const end = fc.constantFrom(null, 2, 4, 6);
const reach = { sources: null, categories: null, purposes: null, agreement: null };
const said = fc
  .record({
    status: fc.constantFrom<DirectiveFact['status']>(
      ...(['ConsentGiven', 'ConsentWithdrawn', 'ConsentRefused', 'Objected', 'ObjectionPendingHighHarm'] as const),
    ),
    recipients: part,
    ends: end,
  })
  .map(({ status, recipients, ends }): DirectiveFact => ({
    ...{ ...reach, id: 'before', status, recipients, startsAt: at(-1), recordedAt: at(-1) },
    expiresAt: ends === null ? null : at(ends),
  }));
const yes = fc.record({ lasts: end, recipients: part }).map(({ lasts, recipients }): DirectiveFact => ({
  ...{ ...reach, id: 'yes', status: 'ConsentGiven', recipients, startsAt: at(0), recordedAt: at(0) },
  expiresAt: lasts === null ? null : at(lasts),
}));

/** The first day on which a flow that was closed is open though the yes does not count then; undefined: none. */
function opened(replaces: typeof replacedByConsent, before: DirectiveFact[], given: DirectiveFact): number | undefined {
  const replaced = replaces(given, before);
  const left = before.filter((one) => !replaced.includes(one));
  if (stopsAbout(given, left, at(0)).length > 0) return undefined;
  const after = [...left, given];
  const answer = (directives: DirectiveFact[], day: number): string =>
    foldDirectives(directives, SCOPE, parseInstant(at(day)));
  const counts = (day: number): boolean => answer([given], day) === 'given';
  return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].find(
    (day) => !counts(day) && CLOSED.includes(answer(before, day)) && !CLOSED.includes(answer(after, day)),
  );
}

describe('a consent that rests on no agreement', () => {
  it('opens nothing that was closed once it has ended', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 4 }), yes, (before, given) => {
        expect(opened(replacedByConsent, before, given)).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });

  it('would open it if it replaced all within it, however soon it ends (seeded fault)', () => {
    const found = fc.check(
      fc.property(
        fc.array(said, { maxLength: 4 }),
        yes,
        (before, given) => opened(replacedAtOnce, before, given) === undefined,
      ),
      { numRuns: 2_000 },
    );
    expect(found.failed).toBe(true);
  });
});
