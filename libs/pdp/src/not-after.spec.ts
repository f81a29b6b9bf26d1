import { describe, expect, it } from '@jest/globals';
import { parseInstant } from '#libs/domain';
import type { Facts } from './facts/facts.js';
import { notAfterOf } from './not-after.js';
import {
  LATER,
  NOW,
  PAST,
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
  SOON,
} from './sample-facts.js';

function notAfter(change: Partial<Facts>): string | null {
  const never = { requester: { ...sampleRequester, trainingExpiresAt: null } };
  return notAfterOf(sampleRequest, sampleFacts('hash', { ...never, ...change }), parseInstant(NOW));
}

describe('not-after', () => {
  it('is null when no time is still to come', () => expect(notAfter({})).toBeNull());

  it.each<[string, Partial<Facts>]>([
    ['a consent that ends', { directives: [sampleDirective({ expiresAt: SOON })] }],
    ['a refusal that starts', { directives: [sampleDirective({ status: 'ConsentRefused', startsAt: SOON })] }],
    ['a restriction that starts', { restrictions: [{ id: 'r', startsAt: SOON, endsAt: LATER }] }],
    ['a restriction that ends', { restrictions: [{ id: 'r', startsAt: PAST, endsAt: SOON }] }],
    ['an agreement that ends', { agreements: [sampleAgreement({ expiresAt: SOON })] }],
    ['an agreement that starts', { agreements: [sampleAgreement({ startsAt: SOON })] }],
    ['a relationship that ends', { relationships: [sampleRelationship({ endsAt: SOON })] }],
    ['an override that ends', { overrides: [sampleOverride({ endsAt: SOON })] }],
    ['training that lapses', { requester: { ...sampleRequester, trainingExpiresAt: SOON } }],
    ['a death to come', { resident: { id: 'margaret', deceasedAt: SOON, sixteenAt: null, eighteenAt: null } }],
    ['the next bundle', { bundleUntil: SOON }],
    ['a sixteenth birthday', { resident: { id: 'ellie', deceasedAt: null, sixteenAt: SOON, eighteenAt: LATER } }],
    ['an eighteenth birthday', { resident: { id: 'ellie', deceasedAt: null, sixteenAt: PAST, eighteenAt: SOON } }],
    ['a shield that starts', { shields: [sampleShield({ startsAt: SOON })] }],
    ['a shield that ends', { shields: [sampleShield({ endsAt: SOON })] }],
    [
      'an allowance of a shield',
      { shields: [sampleShield({ allowed: [{ agency: 'REACH', practitionerId: null, until: SOON }] })] },
    ],
    ['a national data opt-out', { optOuts: [{ id: 'n', startsAt: SOON, endsAt: null }] }],
    ['an assessment of capacity that lapses', { capacity: [sampleCapacity({ lapsesAt: SOON })] }],
    ['a best-interests decision that ends', { bestInterests: [sampleBestInterests({ endsAt: SOON })] }],
    [
      'an objection of high harm',
      { directives: [sampleDirective({ status: 'ObjectionPendingHighHarm', expiresAt: SOON })] },
    ],
    [
      'a consent longer than its agreement allows',
      {
        directives: [sampleDirective({ startsAt: '2026-11-16T00:00:00Z', expiresAt: LATER })],
        agreements: [sampleAgreement({ maxConsentDays: 7 })],
      },
    ],
  ])('knows %s', (_, change) => expect(notAfter(change)).toBe(SOON));

  it.each<[string, Partial<Facts>]>([
    ['when a directive was recorded', { directives: [sampleDirective({ recordedAt: SOON })] }],
    [
      'the end of a consent that was withdrawn',
      { directives: [sampleDirective({ status: 'ConsentWithdrawn', expiresAt: SOON })] },
    ],
    [
      'an objection not yet weighed',
      { directives: [sampleDirective({ status: 'ObjectionPending', expiresAt: SOON })] },
    ],
    ["another's override", { overrides: [sampleOverride({ practitionerId: 'other', endsAt: SOON })] }],
    ['an override for another purpose', { overrides: [sampleOverride({ purpose: 'ETREAT', endsAt: SOON })] }],
    [
      'the limit of another agreement than the one agreed to',
      {
        directives: [sampleDirective({ startsAt: '2026-11-16T00:00:00Z', agreement: 'D2' })],
        agreements: [sampleAgreement({ maxConsentDays: 7 })],
      },
    ],
  ])('leaves out %s', (_, change) => expect(notAfter(change)).toBeNull());

  it('is the earliest, to the microsecond, and never now', () =>
    expect(
      notAfter({
        directives: [sampleDirective({ startsAt: NOW, expiresAt: '2026-11-22T10:00:00.000002Z' })],
        overrides: [sampleOverride({ endsAt: '2026-11-22T11:00:00.000001+01:00' })],
      }),
    ).toBe('2026-11-22T10:00:00.000001Z'));
});
