import { randomUUID } from 'node:crypto';
import type { Place } from './place.js';

/** New objects that belong to Margaret and REACH, for routes that change them; each has version 1. */

export async function freshDirective(
  { admin, residentId }: Place,
  status: 'ConsentGiven' | 'ConsentRefused',
): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO consent.directive (id, version, resident_id, status, sources, recipients, categories, purposes, starts_at, channel, recorded_by)
     VALUES ($1, 1, $2, $3, '{REACH}', '{HARBOUR}', '{HOUSINGSUPPORT,TENANCY}', '{HOUSUP}', '2020-01-01Z', 'online', 'spec')`,
    [id, residentId, status],
  );
  return id;
}

export async function freshRestriction({ admin, residentId }: Place): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO consent.restriction (id, resident_id, reason, recorded_by) VALUES ($1, $2, 'accuracy-contested', 'spec')`,
    [id, residentId],
  );
  return id;
}

/** Restrictions stop all sharing; the other routes' answers are of a place without. */
export const endRestrictions = ({ admin }: Place): Promise<unknown> =>
  admin.query('UPDATE consent.restriction SET ends_at = fence.domain_now() WHERE ends_at IS NULL');

export async function freshRelationship({ admin, residentId }: Place): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO policy.relationship (id, resident_id, agency, kind, purpose, starts_at, recorded_by) VALUES ($1, $2, 'REACH', 'referral', 'CAREMGT', '2020-01-01Z', 'spec')`,
    [id, residentId],
  );
  return id;
}

export async function freshPrincipal({ admin, issuer }: Place, status: 'active' | 'suspended'): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO policy.principal (id, kind, issuer, subject, agency, roles, status) VALUES ($1, 'practitioner', $2, $3, 'REACH', '{reablement-lead}', $4)`,
    [id, issuer, `p-${id}`, status],
  );
  return id;
}

export async function freshAgency({ admin }: Place, status: 'active' | 'suspended'): Promise<string> {
  const code = shortName();
  await admin.query(`INSERT INTO policy.agency (code, name, sector, status) VALUES ($1, $1, 'health', $2)`, [
    code,
    status,
  ]);
  return code;
}

export async function freshAgreement({ admin }: Place, state: 'draft' | 'live' | 'suspended'): Promise<string> {
  const id = shortName();
  await admin.query(
    `INSERT INTO policy.agreement (id, title, purpose, mode, state, categories, recipient_roles, starts_at, created_by)
     VALUES ($1, $1, 'HOUSUP', 'EXPLICIT', $2, '{HOUSINGSUPPORT}', '{surveyor}', '2020-01-01Z', 'spec')`,
    [id, state],
  );
  await admin.query(`INSERT INTO policy.agreement_party VALUES ($1, 'NM-ACUTE', 'REACH')`, [id]);
  return id;
}

/** The rules in force under another name, with this author. */
export async function freshBundle({ admin }: Place, author: string): Promise<string> {
  const { rows } = await admin.query<{ hash: string }>(
    `INSERT INTO policy.bundle (hash, files, author)
     SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex'), b.files, $2 FROM policy.bundle b JOIN policy.bundle_in_force f USING (hash) RETURNING hash`,
    [randomUUID(), author],
  );
  return rows[0]!.hash;
}

export async function freshRecord(place: Place): Promise<string> {
  const body = {
    resident: place.pseudonyms['REACH'],
    sourceId: randomUUID(),
    sourceVersion: 1,
    category: 'DEMOG',
    body: { text: 'new' },
  };
  const answer = await place.send('relay', 'reach', { method: 'POST', path: '/v1/records', body });
  return (JSON.parse(answer.text) as { id: string }).id;
}

export const shortName = (): string => `X${randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase()}`;
