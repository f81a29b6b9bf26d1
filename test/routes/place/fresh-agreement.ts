import { createHash } from 'node:crypto';
import { type AgreementTerms, hashOf } from '../../../apps/policy/src/registry/agreement/agreement-terms.js';
import { shortName } from './fresh.js';
import type { Place } from './place.js';

const BASES = {
  article6: '6(1)(e)',
  article9: '9(2)(a)',
  schedule1: null,
  confidentiality: 'explicit-consent',
};

/** Complete, between the parties to everything here; of a category and purpose that no other route asks about. */
const COMPLETE = {
  ...{ title: 'New', purpose: 'HOUSUP', mode: 'EXPLICIT' },
  parties: [{ source: 'NM-ACUTE', recipient: 'REACH', bases: BASES }],
  ...{ categories: ['HOUSINGSUPPORT'], recipientRoles: ['surveyor'], systemRoles: true, redactions: {} },
  maxConsentDays: 30,
  partyRoles: { 'NM-ACUTE': 'controller', REACH: 'controller' },
  ...{ statutoryGateway: 'gateway', dpiaRef: 'DPIA', apdRef: 'APD', retentionDays: 30, onwardSharing: false },
  ...{ securityStandard: 'standard', startsAt: '2020-01-01T00:00:00.000Z', expiresAt: '2099-01-01T00:00:00.000Z' },
  reviewAt: '2098-01-01T00:00:00.000Z',
} as const satisfies AgreementTerms;

/** The same as an officer sends it. */
export const TERMS = { ...COMPLETE, parties: [{ source: 'NM-ACUTE', recipient: 'REACH' }] };

const INSERT = `
  INSERT INTO policy.agreement (id, state, created_by, sign_offs, title, purpose, mode, categories, recipient_roles,
    max_consent_days, party_roles, statutory_gateway, dpia_ref, apd_ref, retention_days, onward_sharing,
    security_standard, starts_at, expires_at, review_at)
  SELECT $1, $2, 'spec', $3, t.title, t.purpose, t.mode, ARRAY['HOUSINGSUPPORT'], ARRAY['surveyor'], 30, $5,
    'gateway', 'DPIA', 'APD', 30, false, 'standard', t."startsAt", t."expiresAt", t."reviewAt"
  FROM jsonb_to_record($4) AS t(title text, purpose text, mode text, "startsAt" timestamptz, "expiresAt" timestamptz,
    "reviewAt" timestamptz)`;

/** Signed off, written by nobody who tries the routes; version 1. */
export async function freshAgreement({ admin }: Place, state: 'draft' | 'live' | 'suspended'): Promise<string> {
  const id = shortName();
  const hash = hashOf(id, COMPLETE);
  const signOffs = ['caldicott-guardian', 'dpo', 'siro'].map((role) => ({ role, name: role, signedAt: '', hash }));
  const [signed, terms, roles] = [signOffs, COMPLETE, COMPLETE.partyRoles].map((part) => JSON.stringify(part));
  await admin.query(INSERT, [id, state, signed, terms, roles]);
  const bases = [BASES.article6, BASES.article9, BASES.schedule1, BASES.confidentiality];
  await admin.query(`INSERT INTO policy.agreement_party VALUES ($1, 'NM-ACUTE', 'REACH', $2, $3, $4, $5)`, [
    id,
    ...bases,
  ]);
  return id;
}

/** An agreement of which two versions are kept; every answer about them holds the mark. */
export async function freshHistory(place: Place): Promise<{ id: string; mark: string }> {
  const id = await freshAgreement(place, 'draft');
  const mark = createHash('sha256').update(id).digest('hex');
  for (const [version, title] of [
    [1, 'before'],
    [2, mark],
  ]) {
    await place.admin.query(
      `INSERT INTO policy.agreement_version (agreement_id, version, state, change, hash, terms, sign_offs, changed_by)
       VALUES ($1, $2, 'draft', 'revise', $3, $4, '[]', 'spec')`,
      [id, version, mark, JSON.stringify({ ...COMPLETE, title })],
    );
  }
  return { id, mark };
}
