import { describe, expect, it } from '@jest/globals';
import { COMPLETE } from '../../testing/agreements.js';
import { each } from '../../testing/running-policy.js';
import type { AgreementTerms } from './agreement-terms.js';
import { SIGN_OFF_ROLES, type SignOff } from './sign-off.js';
import { whatIsMissing } from './what-is-missing.js';

const HASH = 'a'.repeat(64);
const SIGNED: SignOff[] = SIGN_OFF_ROLES.map((role) => ({ role, name: role, signedAt: '', hash: HASH }));
const missing = (change: Partial<AgreementTerms>, signOffs = SIGNED): unknown[] =>
  each(whatIsMissing({ ...COMPLETE, ...change }, HASH, signOffs), 'field');
const directCare = (bases: object): AgreementTerms['parties'] => [
  { ...COMPLETE.parties[0], bases: { ...COMPLETE.parties[0].bases, confidentiality: 'implied-consent', ...bases } },
];

describe('what keeps an agreement from being live (domain 1.9)', () => {
  it('is nothing where every field is stated and three persons have signed', () => {
    expect(missing({})).toEqual([]);
  });

  it.each([
    ...['statutoryGateway', 'dpiaRef', 'retentionDays', 'onwardSharing', 'securityStandard', 'reviewAt', 'expiresAt'],
    'maxConsentDays',
    'apdRef',
  ] as const)('is %s, left out', (field) => {
    expect(missing({ [field]: null })).toEqual([field]);
  });

  it('is a party whose role in law is not said, and a direction without bases', () => {
    expect(missing({ partyRoles: { HARBOUR: 'controller' } })).toEqual(['partyRoles.NM-ASC']);
    expect(missing({ parties: [COMPLETE.parties[0], { ...COMPLETE.parties[1], bases: null }] })).toEqual([
      'parties.1.bases',
    ]);
  });

  it('is a condition without its paragraph; a policy document only where 9(2)(g) asks for it', () => {
    expect(missing({ mode: 'DIRECT_CARE', parties: directCare({ article9: '9(2)(h)', schedule1: null }) })).toContain(
      'parties.0.bases.schedule1',
    );
    expect(missing({ mode: 'DIRECT_CARE', parties: directCare({ article9: '9(2)(h)' }), apdRef: null })).not.toContain(
      'apdRef',
    );
    expect(missing({ mode: 'DIRECT_CARE', parties: directCare({ article9: '9(2)(a)', schedule1: null }) })).toEqual([]);
  });

  it('is a basis of confidentiality that the mode does not rest on', () => {
    expect(missing({ mode: 'DIRECT_CARE' })).toEqual([
      'parties.0.bases.confidentiality',
      'parties.1.bases.confidentiality',
    ]);
  });

  it('is secondary use for care, and planning in another mode', () => {
    expect(missing({ purpose: 'POPHLTH' })).toEqual(['mode']);
    expect(missing({ mode: 'SECONDARY_USE', purpose: 'POPHLTH', maxConsentDays: null })).toEqual([]);
    expect(missing({ mode: 'SECONDARY_USE' })).toEqual(['mode']);
  });

  it('is nobody who may receive', () => {
    expect(missing({ recipientRoles: [], systemRoles: false })).toEqual(['recipientRoles']);
    expect(missing({ recipientRoles: [] })).toEqual([]);
  });

  it('is a signature that is absent, of other terms, or of the same person again', () => {
    expect(missing({}, SIGNED.slice(1))).toEqual(['signOffs.caldicott-guardian']);
    expect(missing({}, [...SIGNED.slice(0, 2), { ...SIGNED[2]!, hash: 'b'.repeat(64) }])).toEqual(['signOffs.siro']);
    expect(
      missing(
        {},
        SIGNED.map((signOff) => ({ ...signOff, name: 'A. Marsh' })),
      ),
    ).toEqual(['signOffs.dpo', 'signOffs.siro']);
  });
});
