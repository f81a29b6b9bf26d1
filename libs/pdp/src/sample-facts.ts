import type { DecisionRequest, DirectiveFact } from '#libs/domain';
import type { AgreementFact, OverrideFact, RequesterFact } from './facts/asked.js';
import type { BestInterestsFact } from './facts/best-interests.js';
import type { CapacityFact } from './facts/capacity.js';
import { FACTS, type Facts } from './facts/facts.js';
import type { RelationshipFact } from './facts/relationships.js';
import type { ShieldFact } from './facts/shields.js';

/** Facts for specs: a reablement lead asks for a resident's medicines under a live agreement, and is permitted. */
export const NOW = '2026-11-22T10:00:00.000000Z';
export const PAST = '2026-11-01T00:00:00.000000Z';
export const SOON = '2026-11-23T00:00:00.000000Z';
export const LATER = '2026-12-01T00:00:00.000000Z';

export const sampleRequest: DecisionRequest = {
  requesterId: 'pell',
  action: 'read',
  residentId: 'margaret',
  sourceAgency: 'NM-ACUTE',
  recipientAgency: 'REACH',
  category: 'MEDS',
  purpose: 'COC',
};

export const sampleRequester: RequesterFact = {
  id: 'pell',
  kind: 'practitioner',
  agency: 'REACH',
  agencySector: 'social-care',
  agencyStatus: 'active',
  roles: ['reablement-lead'],
  status: 'active',
  trainingExpiresAt: '2027-11-22T00:00:00Z',
};

export const sampleAgreement = (change: Partial<AgreementFact> = {}): AgreementFact => ({
  id: 'D1',
  version: 1,
  purpose: 'COC',
  mode: 'DIRECT_CARE',
  state: 'live',
  categories: ['MEDS', 'FUNCTION'],
  recipientRoles: ['reablement-lead'],
  systemRoles: true,
  redactions: {},
  maxConsentDays: null,
  onwardSharing: true,
  bases: null,
  startsAt: PAST,
  expiresAt: null,
  ...change,
});

export const sampleDirective = (change: Partial<DirectiveFact> = {}): DirectiveFact => ({
  id: 'i1',
  status: 'ConsentGiven',
  sources: null,
  recipients: null,
  categories: null,
  purposes: null,
  agreement: null,
  startsAt: PAST,
  expiresAt: null,
  recordedAt: PAST,
  ...change,
});

export const sampleRelationship = (change: Partial<RelationshipFact> = {}): RelationshipFact => ({
  id: 'e1',
  kind: 'referral',
  agency: 'REACH',
  practitionerId: null,
  purpose: 'COC',
  startsAt: PAST,
  endsAt: null,
  ...change,
});

export const sampleOverride = (change: Partial<OverrideFact> = {}): OverrideFact => ({
  id: 'o1',
  mode: 'VITAL',
  agency: 'REACH',
  practitionerId: 'pell',
  categories: ['MEDS'],
  purpose: 'COC',
  instrument: null,
  startsAt: PAST,
  endsAt: LATER,
  ...change,
});

export const sampleShield = (change: Partial<ShieldFact> = {}): ShieldFact => ({
  id: 's1',
  startsAt: PAST,
  endsAt: null,
  allowed: [],
  ...change,
});

/** An assessment that finds the resident to lack capacity to decide about sharing under D1. */
export const sampleCapacity = (change: Partial<CapacityFact> = {}): CapacityFact => ({
  id: 'c1',
  agreement: 'D1',
  lacks: true,
  assessedAt: PAST,
  lapsesAt: LATER,
  ...change,
});

export const sampleBestInterests = (change: Partial<BestInterestsFact> = {}): BestInterestsFact => ({
  id: 'b1',
  agreement: 'D1',
  categories: null,
  authority: 'attorney',
  startsAt: PAST,
  endsAt: null,
  ...change,
});

export const sampleFacts = (bundle: string, change: Partial<Facts> = {}): Facts => ({
  ...(FACTS.nothing() as Facts),
  now: NOW,
  epochs: { incarnation: '00000000', place: '1', practitioner: '2', resident: '3' },
  bundle,
  bundleUntil: null,
  bundleSuspended: false,
  requester: sampleRequester,
  sourceAgencyStatus: 'active',
  resident: { id: 'margaret', deceasedAt: null, sixteenAt: null, eighteenAt: null },
  agreements: [sampleAgreement()],
  relationships: [sampleRelationship()],
  recipientProtocols: ['VITAL', 'SAFEGUARDING', 'LEGAL_DUTY'],
  ...change,
});
