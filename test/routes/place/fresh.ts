import { randomUUID } from 'node:crypto';
import { PROVED } from '../../../apps/policy/src/testing/scripted-check.js';
import type { Place } from './place.js';

/** New objects that belong to Margaret and REACH, for routes that change them; each has version 1. */

export async function freshDirective(
  { admin, residentId }: Place,
  status: 'ConsentGiven' | 'ConsentRefused' | 'ObjectionPendingHighHarm',
): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO consent.directive (id, version, resident_id, status, sources, recipients, categories, purposes, starts_at, channel, recorded_by)
     VALUES ($1, 1, $2, $3, '{REACH}', '{HARBOUR}', '{HOUSINGSUPPORT,TENANCY}', '{HOUSUP}', '2020-01-01Z', 'online', 'spec')`,
    [id, residentId, status],
  );
  return id;
}

/** Something newer replaced it. */
export const supersede = ({ admin }: Place, id: string): Promise<unknown> =>
  admin.query('UPDATE consent.directive SET superseded_at = fence.domain_now() WHERE id = $1', [id]);

/** Asked for by NM-ACUTE's privacy officer. */
export async function freshSignIn({ admin, issuer, residentId, staff }: Place): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO consent.sign_in_binding (id, issuer, subject, resident_id, asked_by) VALUES ($1, $2, $3, $4, $5)`,
    [id, issuer, `s-${id}`, residentId, staff['acute-ig']],
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

/** A question whether somebody whom HARBOUR brought in is Margaret. */
export async function freshIdentityCheck({ admin, residentId }: Place): Promise<string> {
  const [id, provisional] = [randomUUID(), randomUUID()];
  await admin.query(`INSERT INTO consent.resident (id, sealed_identity, provisional_for) VALUES ($1, '', 'HARBOUR')`, [
    provisional,
  ]);
  await admin.query('INSERT INTO consent.identity_check (id, resident_id, other_id) VALUES ($1, $2, $3)', [
    ...[id, provisional, residentId],
  ]);
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

/** Asked for by NM-ACUTE's privacy officer. */
export async function waitingOfficer({ admin, issuer, staff }: Place): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO policy.principal (id, kind, issuer, subject, agency, status, confirmed_at, asked_roles, asked_by, asked_at)
     VALUES ($1, 'officer', $2, $3, 'REACH', 'suspended', NULL, '{privacy-officer}', $4, fence.domain_now())`,
    [id, issuer, `o-${id}`, staff['acute-ig']],
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

/** The rules in force under another name, with this author. */
export async function freshBundle({ admin }: Place, author: string): Promise<string> {
  const { rows } = await admin.query<{ hash: string }>(
    `INSERT INTO policy.bundle (hash, files, author)
     SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex'), b.files, $2 FROM policy.bundle b WHERE b.hash = policy.bundle_in_force_v1() RETURNING hash`,
    [randomUUID(), author],
  );
  return rows[0]!.hash;
}

/** The same with a check that it has passed, against what is in force. */
export async function checkedBundle(place: Place, author: string): Promise<string> {
  const hash = await freshBundle(place, author);
  await place.admin.query(
    `INSERT INTO policy.bundle_report (hash, kind, passed, report, made_by, product_version)
     SELECT $1, 'check', true, jsonb_build_object('against', policy.bundle_in_force_v1(), 'standing', '[]'::jsonb,
       'tests', '{"ran": 0, "failed": []}'::jsonb, 'proofs', $2::jsonb), 'spec', r.product_version
     FROM policy.bundle_report r WHERE r.kind = 'repository' LIMIT 1`,
    [hash, JSON.stringify(PROVED)],
  );
  return hash;
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
