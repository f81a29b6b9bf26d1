import { describe, expect, it } from '@jest/globals';
import { type DirectiveReach, reachCovers } from '#libs/domain';
import fc from 'fast-check';
import { asWritten, byItsId } from './faults/by-its-id.js';
import type { Directive, KnownSharing } from './known-sharing.js';
import { NOTHING_TOLD, type Told } from './told.js';
import { whatStands } from './what-stands.js';

const part = (...codes: readonly string[]) =>
  fc.option(fc.subarray([...codes], { minLength: 1 }), { nil: null, freq: 2 });
const reach: fc.Arbitrary<DirectiveReach> = fc.record({
  sources: part('NM-ASC', 'NM-GP'),
  recipients: part('HARBOUR', 'NM-HSG'),
  categories: part('MEDS', 'FUNCTION', 'EQUIPMENT'),
  purposes: part('COC', 'HOUSADAPT'),
  agreement: fc.constantFrom('D2', null),
});
const directive = (id: string, of: DirectiveReach): Directive => ({
  ...{ id, version: 1, status: 'ConsentGiven', expiresAt: null },
  ...of,
});
const knowing = (...given: Directive[]): KnownSharing => ({
  ...{ given, stoppable: [], agreements: [] },
  agencies: (code) => code,
});
/** All of it, or some kinds of it. */
function wish(of: DirectiveReach): fc.Arbitrary<Told> {
  const told = { ...NOTHING_TOLD, directive: 'c1', version: '1', reach: of };
  const kinds = fc.subarray([...(of.categories ?? ['MEDS', 'FUNCTION'])], { minLength: 1 });
  return fc.oneof(
    fc.constant({ ...told, what: 'stop' as const }),
    kinds.map((parts) => ({ ...told, what: 'narrow' as const, parts })),
  );
}

const overtaken = fc
  .tuple(reach, reach)
  .filter(([newer, old]) => reachCovers(newer, old))
  .chain(([newer, old]) => fc.tuple(fc.constant(newer), wish(old)));

/** A newer yes for all of it, or more, is never overlooked: the stop can be recorded against it. */
const neverLost = (stands: typeof whatStands) =>
  fc.property(overtaken, ([newer, told]) => {
    const { became, given } = stands(told, knowing(directive('c2', newer)));
    return became === 'again' && given.length === 1;
  });

describe('what stands of what was to end', () => {
  it('is found whenever they said yes to it again, or to more', () => fc.assert(neverLost(whatStands)));

  it.each([
    ['the old id', byItsId],
    ['the same words', asWritten],
  ])('and this finds what looks for %s only', (_what, fault) => expect(fc.check(neverLost(fault)).failed).toBe(true));

  it('is no yes to something else', () => {
    const d2 = { sources: null, recipients: ['HARBOUR'], categories: ['MEDS'], purposes: null, agreement: 'D2' };
    const told: Told = { ...NOTHING_TOLD, what: 'stop', directive: 'c1', reach: d2 };
    for (const other of [
      { ...d2, agreement: 'D1' },
      { ...d2, recipients: ['NM-HSG'] },
      { ...d2, categories: ['FUNCTION'] },
    ])
      expect(whatStands(told, knowing(directive('c2', other)))).toEqual({ became: 'gone', given: [] });
  });

  it('is only itself where nobody wrote down what it was about', () => {
    const told: Told = { ...NOTHING_TOLD, what: 'stop', directive: 'c1' };
    const any = { sources: null, recipients: null, categories: null, purposes: null, agreement: 'D2' };
    expect(whatStands(told, knowing(directive('c2', any))).became).toBe('gone');
    expect(whatStands(told, knowing(directive('c1', any))).became).toBe('changed');
    expect(whatStands(told, knowing(), true)).toEqual({ became: 'again', given: [] });
  });
});
