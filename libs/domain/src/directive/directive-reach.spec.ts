import { describe, expect, it } from '@jest/globals';
import type { DirectiveFactStatus } from '../decision/facts.js';
import {
  reachCovers,
  reachesOverlap,
  replacedByConsent,
  replacedByStop,
  stopSaidBefore,
  stopsAbout,
  type DirectiveReach,
} from './directive-reach.js';

const ALL: DirectiveReach = { sources: null, recipients: null, categories: null, purposes: null, agreement: null };
const PARTS = [null, ['A'], ['B'], ['A', 'B']];
const SCOPES = PARTS.flatMap((recipients) =>
  PARTS.flatMap((categories) => [null, 'D1', 'D2'].map((agreement) => ({ ...ALL, recipients, categories, agreement }))),
);

/** The flows that a scope is about, counted out: what the algebra must agree with. "Z" stands for whatever is not named. */
const flows = (scope: DirectiveReach): Set<string> =>
  new Set(
    (scope.recipients ?? ['A', 'B', 'Z']).flatMap((r) =>
      (scope.categories ?? ['A', 'B', 'Z']).flatMap((c) =>
        (scope.agreement ? [scope.agreement] : ['D1', 'D2', 'Z']).map((a) => `${r}${c}${a}`),
      ),
    ),
  );

describe('the reach of a directive', () => {
  it('covers and overlaps as the flows that it is about do', () => {
    for (const one of SCOPES) {
      for (const other of SCOPES) {
        const [a, b] = [flows(one), flows(other)];
        expect(reachCovers(one, other)).toBe([...b].every((flow) => a.has(flow)));
        expect(reachesOverlap(one, other)).toBe([...b].some((flow) => a.has(flow)));
      }
    }
  });

  it('that names nothing is about everything', () => {
    for (const scope of SCOPES) expect([reachCovers(ALL, scope), reachesOverlap(ALL, scope)]).toEqual([true, true]);
  });
});

describe('what a directive replaces', () => {
  const NOW = '2026-11-01T00:00:00Z';
  const said = (status: DirectiveFactStatus, agreement: string | null = 'D2', expiresAt: string | null = null) => ({
    ...{ ...ALL, status, agreement, expiresAt },
  });
  type Said = ReturnType<typeof said>;
  const current = [
    said('ConsentGiven'),
    said('ConsentWithdrawn'),
    said('ConsentRefused'),
    said('ObjectionPending'),
    said('ConsentRefused', null),
    said('ConsentGiven', 'D1'),
  ];
  const reach = { ...ALL, agreement: 'D2' };

  it('when it is a consent is all that was said within it, and nothing wider', () => {
    expect(replacedByConsent(said('ConsentGiven'), current)).toEqual(current.slice(0, 4));
  });

  it('when it stops is every consent within it, and its like: other stops stand on, so that lifting it takes back no more', () => {
    expect(replacedByStop(said('ConsentRefused'), current)).toEqual([current[0], current[2]]);
    expect(replacedByStop(said('ConsentRefused', null), current)).toEqual([current[0], current[4], current[5]]);
    expect(replacedByStop(said('ObjectionPending'), current)).toEqual([current[0], current[3]]);
    expect(replacedByStop(said('ObjectionPendingHighHarm'), current)).toEqual([current[0], current[3]]);
    expect(replacedByStop(said('ObjectionPending'), [said('Objected'), said('ObjectionPendingHighHarm')])).toEqual([]);
  });

  it('is no stop that lasts longer', () => {
    const [short, long] = [
      said('ConsentRefused', 'D2', '2030-01-01T00:00:00Z'),
      said('ConsentRefused', 'D2', '2031-01-01T00:00:00Z'),
    ];
    expect(replacedByStop(short, [long, current[2]!])).toEqual([]);
    expect(replacedByStop(long, [short])).toEqual([short]);
    expect(replacedByStop(current[2]!, [short, long])).toEqual([short, long]);
  });

  it('is nothing where the very same was said before, unless a consent is to be ended', () => {
    const [given, , refused, pending] = current as [Said, Said, Said, Said];
    const upheld = said('Objected');
    expect(stopSaidBefore(said('ConsentRefused'), current.slice(1))).toBe(refused);
    expect(stopSaidBefore(said('ConsentRefused'), [refused, given])).toBeUndefined();
    expect(stopSaidBefore(said('ObjectionPendingHighHarm'), [pending, upheld])).toBe(upheld);
    expect(stopSaidBefore(said('ObjectionPendingHighHarm'), [pending, refused])).toBeUndefined();
    for (const other of [said('ConsentRefused', null), said('ConsentRefused', 'D2', '2031-01-01T00:00:00Z')]) {
      expect(stopSaidBefore(said('ConsentRefused'), [other])).toBeUndefined();
      expect(stopSaidBefore(other, [refused])).toBeUndefined();
    }
  });

  it('leaves wider stops, and a consent waits until those are lifted', () => {
    expect(stopsAbout(reach, current.slice(4), NOW)).toEqual([current[4]]);
    const narrow = { ...reach, recipients: ['B'] };
    expect(stopsAbout(narrow, [{ ...current[2]!, recipients: ['A'] }], NOW)).toEqual([]);
    expect(stopsAbout(narrow, [{ ...current[0]!, recipients: null }], NOW)).toEqual([]);
    expect(stopsAbout(narrow, [said('ConsentRefused', null, NOW)], NOW)).toEqual([]);
  });
  it('when it is a consent without an agreement is no stop that outlasts it', () => {
    const yes = said('ConsentGiven', null, '2027-01-01T00:00:00Z');
    const short = said('ConsentRefused', null, '2026-12-01T00:00:00Z');
    expect(replacedByConsent(yes, [...current, short])).toEqual([current[0], current[5], short]);
    expect(replacedByConsent(said('ConsentGiven', null), current)).toEqual(current);
  });
});
