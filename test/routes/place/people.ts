import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/**
 * Who tries every route. Everything that the matrix is about belongs to Margaret and to REACH; HARBOUR and NM-ASC have no
 * part in it, and neither of them knows her. The order is that of the matrix's columns.
 */
export const PEOPLE = [
  'nobody',
  'margaret',
  'yusuf',
  'pell',
  'varga',
  'reach',
  'harbour',
  'reach-ig',
  'harbour-ig',
  'marsh',
  'voss',
  'gone',
] as const;
export type Person = (typeof PEOPLE)[number];

interface Staff {
  readonly kind: 'practitioner' | 'officer' | 'system';
  readonly agency: string;
  readonly roles: readonly string[];
  readonly status?: 'suspended';
}

/** NM-ACUTE is the other party: it sends records to REACH and gets REACH's. */
export const AGENCIES = [
  ['NM-ACUTE', 'health'],
  ['REACH', 'health'],
  ['HARBOUR', 'housing'],
  ['NM-ASC', 'social-care'],
] as const;

export const STAFF: Readonly<Record<string, Staff>> = {
  pell: { kind: 'practitioner', agency: 'REACH', roles: ['reablement-lead', 'social-worker'] },
  varga: { kind: 'practitioner', agency: 'HARBOUR', roles: ['surveyor', 'social-worker'] },
  reach: { kind: 'system', agency: 'REACH', roles: [] },
  harbour: { kind: 'system', agency: 'HARBOUR', roles: [] },
  'nm-acute': { kind: 'system', agency: 'NM-ACUTE', roles: [] },
  'reach-ig': { kind: 'officer', agency: 'REACH', roles: ['privacy-officer'] },
  'harbour-ig': { kind: 'officer', agency: 'HARBOUR', roles: ['privacy-officer'] },
  'acute-ig': { kind: 'officer', agency: 'NM-ACUTE', roles: ['privacy-officer'] },
  'harbour-ig-2': { kind: 'officer', agency: 'HARBOUR', roles: ['privacy-officer'] },
  marsh: { kind: 'officer', agency: 'NM-ASC', roles: ['ig-lead'] },
  voss: { kind: 'officer', agency: 'REACH', roles: ['policy-author'] },
  gone: { kind: 'practitioner', agency: 'REACH', roles: ['reablement-lead'], status: 'suspended' },
};

/** Agencies and staff, as a seed puts them in: the first officers cannot come by an API that asks for one. */
export async function layPeople(admin: pg.Pool, issuer: string): Promise<Readonly<Record<string, string>>> {
  for (const [code, sector] of AGENCIES) {
    await admin.query('INSERT INTO policy.agency (code, name, sector) VALUES ($1, $1, $2)', [code, sector]);
  }
  const ids: Record<string, string> = {};
  for (const [subject, { kind, agency, roles, status }] of Object.entries(STAFF)) {
    ids[subject] = randomUUID();
    await admin.query(
      `INSERT INTO policy.principal (id, kind, issuer, subject, agency, roles, status, training_expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, '2099-01-01Z')`,
      [ids[subject], kind, issuer, subject, agency, roles, status ?? 'active'],
    );
  }
  return ids;
}

/** D1: direct care between NM-ACUTE and REACH, both ways. Nobody else is a party to anything. */
export async function layAgreement(admin: pg.Pool): Promise<void> {
  await admin.query(
    `INSERT INTO policy.agreement (id, title, purpose, mode, state, categories, recipient_roles, starts_at, created_by)
     VALUES ('D1', 'Discharge', 'COC', 'DIRECT_CARE', 'live', '{DEMOG,MEDS,FUNCTION}', '{reablement-lead}', '2020-01-01Z', 'spec')`,
  );
  await admin.query(
    `INSERT INTO policy.agreement_party VALUES ('D1', 'NM-ACUTE', 'REACH'), ('D1', 'REACH', 'NM-ACUTE')`,
  );
}
