import type { DecisionRequest, DirectiveFact } from '#libs/domain';
import { FACTS, type AgreementFact, type Facts, type RelationshipFact } from '#libs/pdp';

const NOW = '2026-11-22T10:00:00.000000Z';
const PAST = '2026-11-01T00:00:00.000000Z';
const LATER = '2026-12-01T00:00:00.000000Z';

/** A reablement lead asks for a resident's medicines, which they are referred for. */
export const QUESTION: DecisionRequest = {
  requesterId: 'pell',
  action: 'read',
  residentId: 'margaret',
  sourceAgency: 'NM-ACUTE',
  recipientAgency: 'REACH',
  category: 'MEDS',
  purpose: 'COC',
};

const agreement = (id: string): AgreementFact => ({
  ...{ id, version: 1, purpose: 'COC', mode: 'DIRECT_CARE', state: 'live', categories: ['MEDS', 'FUNCTION'] },
  ...{ recipientRoles: ['reablement-lead'], systemRoles: true, redactions: {}, maxConsentDays: null },
  ...{ onwardSharing: true, bases: null, startsAt: PAST, expiresAt: null },
});

const referral = (id: string, purpose: RelationshipFact['purpose']): RelationshipFact => ({
  ...{ id, kind: 'referral', agency: 'REACH', practitionerId: null, purpose, startsAt: PAST, endsAt: LATER },
});

/** What a resident said of others than the one who asks. */
const directive = (id: string, recipient: string): DirectiveFact => ({
  ...{ id, status: 'ConsentGiven', sources: null, recipients: [recipient], categories: ['ADAPTATION'] },
  ...{ purposes: ['HOUSADAPT'], agreement: null, startsAt: PAST, expiresAt: LATER, recordedAt: PAST },
});

const few = (bundle: string): Facts => ({
  ...(FACTS.nothing() as Facts),
  ...{ now: NOW, epochs: { incarnation: 'bench', place: '1', practitioner: '2', resident: '3' } },
  ...{ bundle, bundleUntil: null, bundleSuspended: false, sourceAgencyStatus: 'active' },
  requester: {
    ...{ id: 'pell', kind: 'practitioner', agency: 'REACH', agencySector: 'social-care', agencyStatus: 'active' },
    ...{ roles: ['reablement-lead'], status: 'active', trainingExpiresAt: '2027-11-22T00:00:00Z' },
  },
  resident: { id: 'margaret', deceasedAt: null, sixteenAt: null, eighteenAt: null },
  agreements: [agreement('D1')],
  relationships: [referral('e1', 'COC')],
  recipientProtocols: ['VITAL', 'SAFEGUARDING'],
});

/** Whoever has been cared for by many for years. */
const many = (bundle: string): Facts => ({
  ...few(bundle),
  agreements: [agreement('D1'), agreement('D7')],
  relationships: [referral('e1', 'COC'), referral('e2', 'HOUSADAPT'), referral('e3', 'SAFEG'), referral('e4', 'COC')],
  directives: ['NM-HSG', 'HARBOUR', 'BEACON', 'NM-GP', 'NM-MH'].map((recipient, at) => directive(`i${at}`, recipient)),
});

/** By name: one agreement and one referral; or two agreements, four referrals and five directives. */
export const SAMPLES = { few, many };
