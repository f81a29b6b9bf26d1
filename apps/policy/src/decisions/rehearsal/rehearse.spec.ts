import { beforeAll, describe, expect, it } from '@jest/globals';
import { CompiledEngine, loadBundle } from '#libs/cedar';
import type { Category, DirectiveFact } from '#libs/domain';
import type { AgreementFact, Facts } from '#libs/pdp';
import { answered } from './as-if.js';
import type { Cast } from './cast.js';
import { rehearse } from './rehearse.js';
import type { RehearsedCategoryDto } from './rehearsal.dto.js';

const NOW = '2026-11-22T10:00:00.000000Z';
const PAST = '2026-11-01T00:00:00.000000Z';
const LATER = '2026-12-01T00:00:00.000000Z';
const CATEGORIES: readonly Category[] = ['FUNCTION', 'EQUIPMENT', 'FINANCE'];

const D2: AgreementFact = {
  ...{ id: 'D2', version: 1, purpose: 'HOUSADAPT', mode: 'EXPLICIT', state: 'live', maxConsentDays: 184 },
  ...{ categories: ['FUNCTION', 'EQUIPMENT'], recipientRoles: ['surveyor'], systemRoles: true, redactions: {} },
  ...{ onwardSharing: false, bases: null, startsAt: PAST, expiresAt: null },
};
const CAST: Cast = {
  ...{ agreement: 'D2', purpose: 'HOUSADAPT', categories: CATEGORIES },
  recipients: [
    {
      ...{ code: 'HARBOUR', name: 'Harbour Homes', sector: 'housing', status: 'active' },
      ...{ sources: ['NM-ASC'], eyes: ['surveyor', null] },
    },
  ],
  reach: { sources: null, recipients: ['HARBOUR'], categories: [...CATEGORIES], purposes: null, agreement: 'D2' },
};

function said(status: DirectiveFact['status'], change: Partial<DirectiveFact> = {}): Partial<Facts> {
  const scope = { sources: null, recipients: ['HARBOUR'], categories: null, purposes: null, agreement: 'D2' };
  const narrow = { ...scope, categories: [...CATEGORIES] };
  return {
    directives: [{ id: 'd', status, ...narrow, startsAt: PAST, expiresAt: null, recordedAt: PAST, ...change }],
  };
}
const period = { id: 'p', startsAt: PAST, endsAt: null };

/** By situation: what of FUNCTION and EQUIPMENT would be seen now, after a yes and after a no, and why still not. */
const EXPECTED: Readonly<Record<string, readonly [Partial<Facts>, string]>> = {
  'nothing said': [{}, 'nyn'],
  'a yes in force': [said('ConsentGiven'), 'yyn'],
  'a yes that ran out': [said('ConsentGiven', { expiresAt: PAST }), 'nyn'],
  'a yes withdrawn': [said('ConsentWithdrawn'), 'nyn'],
  'an earlier no to the same': [said('ConsentRefused'), 'nyn'],
  'a wider no': [said('ConsentRefused', { agreement: null, categories: null }), 'nnn refused'],
  'an objection to more': [said('Objected', { agreement: null, categories: null }), 'nnn objected'],
  'a restriction': [{ restrictions: [period] }, 'nnn restricted'],
  'a restriction on a yes': [{ ...said('ConsentGiven'), restrictions: [period] }, 'nnn restricted'],
  'the end of the agreement': [{ agreements: [{ ...D2, expiresAt: PAST }] }, 'nnn agreement-not-live'],
  'a suspended agency': [{ sourceAgencyStatus: 'suspended' }, 'nnn agency-suspended'],
  'a safeguarding decision, which must not show': [
    {
      recipientProtocols: ['SAFEGUARDING'],
      overrides: [
        {
          ...{ id: 'o', mode: 'SAFEGUARDING', agency: 'HARBOUR', practitionerId: null, purpose: 'HOUSADAPT' },
          ...{ categories: ['FUNCTION', 'EQUIPMENT'], instrument: null, startsAt: PAST, endsAt: LATER },
        },
      ],
    },
    'nyn',
  ],
  'a safeguarding agreement, which must not show': [
    { agreements: [D2, { ...D2, id: 'D4', mode: 'SAFEGUARDING', categories: [...CATEGORIES] }] },
    'nyn',
  ],
  'another agreement that shares it unasked': [{ agreements: [D2, { ...D2, id: 'D1', mode: 'DIRECT_CARE' }] }, 'yyy'],
};

let engine: CompiledEngine;
beforeAll(async () => {
  engine = new CompiledEngine(await loadBundle('policies'));
});

function factsOf(change: Partial<Facts>): Facts {
  return {
    ...{ now: NOW, epochs: { incarnation: '1a2b3c4d', place: '1', practitioner: '2', resident: '3' } },
    ...{ bundle: engine.bundle.hash, bundleUntil: null, bundleSuspended: false },
    ...{ requester: null, sourceAgencyStatus: 'active', categoryStops: [], overrides: [], recipientProtocols: [] },
    resident: { id: 'margaret', deceasedAt: null, sixteenAt: null, eighteenAt: null },
    ...{ directives: [], restrictions: [], shields: [], optOuts: [], capacity: [], bestInterests: [] },
    ...{ agreements: [D2], relationships: [] },
    ...change,
  };
}

function played(change: Partial<Facts>, answering: typeof answered, cast = CAST) {
  const flows = cast.categories.map((category) => ({
    request: {
      ...{ requesterId: 'nobody', action: 'read' as const, residentId: 'margaret', category },
      ...{ sourceAgency: 'NM-ASC', recipientAgency: 'HARBOUR', purpose: 'HOUSADAPT' as const },
    },
    facts: factsOf(change),
  }));
  return rehearse({ cast, flows, engine, languages: [] }, answering)[0]!.seen;
}

const lineOf = ({ now, ifYes, ifNo, reason }: RehearsedCategoryDto): string =>
  [now, ifYes, ifNo].map((seen) => (seen ? 'y' : 'n')).join('') + (reason ? ` ${reason.code}` : '');

/** What a rehearsal says otherwise than it should, in any situation. */
const faultsOf = (answering: typeof answered): string[] =>
  Object.entries(EXPECTED).flatMap(([situation, [change, expected]]) =>
    played(change, answering).flatMap(({ by, categories }) =>
      categories
        .filter(({ category }) => category !== 'FINANCE')
        .map((one) => ({ category: one.category, line: lineOf(one) }))
        .filter(({ line }) => line !== expected)
        .map(({ category, line }) => `${situation}: ${by} ${category} ${line} instead of ${expected}`),
    ),
  );

describe('a rehearsal', () => {
  it('says for each situation what would be seen now, after a yes and after a no', () => {
    expect(faultsOf(answered)).toEqual([]);
  });

  it('never shows what the agreement does not name, and says why in plain words', () => {
    for (const { categories } of played(said('ConsentGiven'), answered)) {
      expect(categories[2]).toEqual({
        ...{ category: 'FINANCE', now: false, ifYes: false, ifNo: false },
        reason: {
          code: 'category-not-in-agreement',
          says: 'The agreement does not let them share this part of your information.',
          language: 'en',
        },
      });
    }
  });

  it('shows a discreet category as one that the agreement does not name', () => {
    const cast: Cast = { ...CAST, categories: ['DOMESTICABUSE'] };
    const named = { agreements: [{ ...D2, categories: ['DOMESTICABUSE' as const] }] };
    expect(played(named, answered, cast)).toEqual(played({}, answered, cast));
  });

  it('says what it took for granted: that they work with the resident, where they do not today', () => {
    const entry = { id: 'r', agency: 'HARBOUR', purpose: 'HOUSADAPT' as const, startsAt: PAST, endsAt: null };
    const assumed = (change: object): string[][] =>
      played({ relationships: [{ ...entry, kind: 'caseload', practitionerId: null, ...change }] }, answered).map(
        (seen) => seen.assumed,
      );
    const not = ['is working with you'];
    expect(played({}, answered).map((seen) => seen.assumed)).toEqual([not, not]);
    expect(assumed({})).toEqual([[], []]);
    expect(assumed({ kind: 'assigned', practitionerId: 'varga' })).toEqual([[], not]);
    expect(assumed({ kind: 'self-claimed', practitionerId: 'varga' })).toEqual([not, not]);
    expect(assumed({ endsAt: NOW })).toEqual([not, not]);
  });

  it('changes nothing in the facts that it was given', () => {
    const change = Object.freeze(said('ConsentWithdrawn'));
    const before = structuredClone(change);
    played(change, answered);
    expect(change).toEqual(before);
  });
});

describe('seeded faults', () => {
  it.each<[string, typeof answered]>([
    ['the answer is not applied', (facts) => facts],
    ['a yes is applied to today', (facts, choice, reach) => answered(facts, choice === 'now' ? 'give' : choice, reach)],
    [
      'a no is applied to today',
      (facts, choice, reach) => answered(facts, choice === 'now' ? 'refuse' : choice, reach),
    ],
    ['a yes replaces what is wider', (facts, choice, reach) => answered({ ...facts, directives: [] }, choice, reach)],
    [
      'what was said before stays beside the answer',
      (facts, choice, reach) => ({
        ...facts,
        directives: [...facts.directives, ...answered({ ...facts, directives: [] }, choice, reach).directives],
      }),
    ],
    ['a no is a yes', (facts, choice, reach) => answered(facts, choice === 'refuse' ? 'give' : choice, reach)],
  ])('are found: %s', (_fault, answering) => {
    expect(faultsOf(answering)).not.toEqual([]);
  });
});
