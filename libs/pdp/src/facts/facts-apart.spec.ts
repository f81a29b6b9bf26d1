import { describe, expect, it } from '@jest/globals';
import type { Json } from '#libs/domain';
import { openDetail, type PlaceFact, sealDetail, SEALED_SIZES } from '#libs/sealing';
import {
  sampleAgreement,
  sampleBestInterests,
  sampleCapacity,
  sampleDirective,
  sampleFacts,
  sampleOverride,
  sampleRelationship,
  sampleRequest,
  sampleRequester,
  sampleShield,
} from '../sample-facts.js';
import { FACTS_NOT_APART } from './faults/facts-not-apart.js';
import { FACTS, type Facts } from './facts.js';
import { factsApart, placeKeys } from './facts-apart.js';

const KEY = Buffer.alloc(32, 7);
const [ASKER, ABOUT] = ['5b0f0a6e-50b4-4a52-a8a4-7e0f7f0f4c11', 'd3c2a7b0-8d3e-4a71-b8a2-2f6a1f0f4c22'];
/** An id of the kind that the database gives, another each time. */
const uuid = (at: number): string => `9f6c2f0e-0000-4000-8000-${String(at).padStart(12, '0')}`;

/** Facts in which whatever is about somebody says so. */
const FULL: Facts = {
  ...sampleFacts('b'.repeat(64), {
    requester: { ...sampleRequester, id: ASKER },
    resident: { id: ABOUT, deceasedAt: null, sixteenAt: 'about-16', eighteenAt: 'about-18' },
    directives: [sampleDirective({ id: 'about-directive' })],
    restrictions: [{ id: 'about-restriction', startsAt: 'about', endsAt: null }],
    shields: [sampleShield({ id: 'about-shield' })],
    relationships: [sampleRelationship({ id: 'about-relationship', practitionerId: ASKER })],
    overrides: [sampleOverride({ id: 'about-override', practitionerId: ASKER })],
    capacity: [sampleCapacity({ id: 'about-capacity' })],
    bestInterests: [sampleBestInterests({ id: 'about-best-interests' })],
    agreements: [sampleAgreement(), sampleAgreement({ id: 'D2' })],
    unreconciled: true,
  }),
};

function sealed(detail: object): { readonly size: number; readonly read: (from: readonly PlaceFact[]) => Json } {
  const box = sealDetail(detail, KEY, 'e');
  return {
    size: box.sealed.length,
    read: (from) => {
      const stored = new Map(from.map(({ name, text }) => [name, JSON.parse(text) as Json]));
      return openDetail(box, KEY, 'e').read((name) => stored.get(name) ?? {});
    },
  };
}

/** What is wrong with a way to take facts apart. */
function breachesOf(apart: typeof factsApart): string[] {
  const { detail, ofPlace } = apart(FULL);
  const stored = ofPlace.map(({ text }) => text).join('\n');
  const breaches = [ASKER, ABOUT, 'about-'].flatMap((id) => (stored.includes(id) ? [`${id} is stored in clear`] : []));
  if (JSON.stringify(sealed({ facts: detail }).read([])).includes('recipientRoles'))
    breaches.push('agreements are in each entry');
  try {
    expect(sealed({ facts: detail }).read(ofPlace)).toEqual({ facts: FULL });
  } catch {
    breaches.push('what comes out is not what went in');
  }
  return breaches;
}

describe('facts of the place', () => {
  it('are those that are read without knowing anybody, each of them and no other', () => {
    expect([...placeKeys(FACTS.all)].sort()).toEqual([
      ...['agreements', 'bundle', 'bundleSuspended', 'bundleUntil', 'categoryStops', 'recipientProtocols'],
      'sourceAgencyStatus',
    ]);
  });

  it('hold nothing of a person, are in no entry, and are put back', () => expect(breachesOf(factsApart)).toEqual([]));

  it.each(Object.entries(FACTS_NOT_APART))('would be found where %s', (_, apart) =>
    expect(breachesOf(apart)).not.toEqual([]),
  );

  it('are few: another bundle or stop is one more, a changed agreement leaves the others as they were', () => {
    const names = (facts: Facts): string[] => factsApart(facts).ofPlace.map(({ name }) => name);
    const [stands, first, second] = names(FULL);
    expect(names({ ...FULL, directives: [], resident: null })).toEqual([stands, first, second]);
    const [stopped, ...left] = names({ ...FULL, categoryStops: ['MEDS'] });
    expect([stopped === stands, left]).toEqual([false, [first, second]]);
    const changed = names({ ...FULL, agreements: [FULL.agreements[0]!, sampleAgreement({ id: 'D2', version: 2 })] });
    expect([changed.slice(0, 2), changed[2] === second]).toEqual([[stands, first], false]);
    expect(factsApart({ ...FULL }).ofPlace[1]).toBe(factsApart(FULL).ofPlace[1]);
  });
});

/** Looks whose entries must not be told apart by what they weigh. */
const HIDDEN: { readonly [what: string]: { readonly facts?: Partial<Facts>; readonly decision?: object } } = {
  'nothing special': {},
  'a shield with two exceptions': {
    facts: {
      shields: [
        sampleShield({ id: uuid(1), allowed: [ASKER, uuid(2)].map((id) => ({ id, kind: 'practitioner' })) as never }),
      ],
    },
    decision: { obligations: { hideLocation: true, redact: ['address.line', 'address.postcode', 'phone'] } },
  },
  'a discreet notice': { decision: { obligations: { deferNotice: true } } },
  'a restriction': {
    facts: {
      restrictions: [1, 2].map((at) => ({ id: uuid(at), startsAt: '2026-11-22T10:00:00+00:00', endsAt: null })),
    },
  },
  'five directives': {
    facts: {
      directives: [1, 2, 3, 4, 5].map((at) =>
        sampleDirective({
          ...{ id: uuid(at), sources: ['NM-ACUTE'], recipients: ['REACH'], categories: ['MEDS', 'FUNCTION'] },
          ...{ startsAt: `2026-11-0${at}T10:00:00.123456+00:00`, recordedAt: `2026-11-0${at}T10:00:00.223456+00:00` },
        }),
      ),
    },
  },
  'a denial': { decision: { outcome: 'deny', reason: 'location-shielded', rule: 'location-shielded', basis: null } },
};

const sizesOf = (apart: typeof factsApart, seal = (detail: object): number => sealed(detail).size): Set<number> =>
  new Set(
    Object.values(HIDDEN).map(({ facts, decision }) =>
      seal({
        ...{ disclosureId: uuid(9), kind: 'view', refusal: null, recordId: null, deliveryId: null },
        request: { ...sampleRequest, requesterId: ASKER, residentId: ABOUT },
        facts: apart({
          ...sampleFacts('b'.repeat(64), { agreements: AGREEMENTS }),
          requester: FULL.requester,
          ...facts,
        }).detail,
        decision: { ...DECISION, ...decision },
      }),
    ),
  );

const AGREEMENTS = ['D1', 'D2', 'D3'].map((id) =>
  sampleAgreement({
    ...{ id, recipientRoles: ['reablement-lead', 'social-worker', 'occupational-therapist', 'discharge-coordinator'] },
    bases: { article6: '6(1)(e)', article9: '9(2)(h)', schedule1: 'paragraph 2', confidentiality: 'implied consent' },
    redactions: { MEDS: ['prescriber.name', 'prescriber.phone'], FUNCTION: ['assessor.name'] },
  }),
);
const DECISION = {
  ...{
    outcome: 'permit',
    rule: 'direct-care',
    reason: 'permitted',
    basis: 'DIRECT_CARE',
    agreement: 'D1',
    notAfter: null,
  },
  explain: "This is shared for the resident's direct care, as they would expect. They may object.",
  obligations: { redact: [], mask: [], notify: false, deferNotice: false, noOnwardSharing: true, alert: false },
  ...{ bundle: 'b'.repeat(64), decidedAt: '2026-11-22T10:00:00.000000Z' },
};

describe('the size of a look’s entry', () => {
  it('is the smallest, whatever it hides', () => expect(sizesOf(factsApart)).toEqual(new Set([SEALED_SIZES[0]])));

  it('would tell, were facts of the place in it or were it not padded', () => {
    const inline = FACTS_NOT_APART['nothing is the place’s']!;
    expect(sizesOf(inline)).not.toEqual(new Set([SEALED_SIZES[0]]));
    expect(sizesOf(factsApart, (detail) => JSON.stringify(detail).length).size).toBeGreaterThan(1);
  });
});
