import type pg from 'pg';
import type { BundleFile } from '#libs/cedar';
import { LEDGER } from './ledger.sql.js';
import { directiveId, FLOWS, relationshipId, residentIds } from './town.js';

export interface NamedBundle {
  readonly hash: string;
  readonly files: readonly BundleFile[];
}

/** Fills a fresh clone with the race's town: everything permitted, and noted so in the ledger. */
export async function seedTown(admin: pg.Client, residents: number, bundles: readonly NamedBundle[]): Promise<void> {
  await admin.query(LEDGER);
  await admin.query(
    `INSERT INTO policy.agency (code, name, sector) VALUES ('NM-ASC', 'Council', 'social-care'),
       ('NM-ACUTE', 'Hospital', 'health'), ('HARBOUR', 'Landlord', 'housing'), ('REACH', 'Reablement', 'health')`,
  );
  for (const bundle of bundles) {
    const files = JSON.stringify(bundle.files);
    await admin.query(`INSERT INTO policy.bundle (hash, files, author) VALUES ($1, $2, 'race')`, [bundle.hash, files]);
  }
  await admin.query(`INSERT INTO policy.bundle_schedule (hash, approved_by) VALUES ($1, 'race')`, [bundles[0]!.hash]);
  for (const flow of FLOWS) await seedFlow(admin, flow);
  for (const [n, id] of residentIds(residents).entries()) await seedResident(admin, n, id);
  await admin.query(`SELECT race.note(1::smallint, '', 'seed')`);
  await admin.query(`SELECT race.note(2::smallint, id::text, 'seed') FROM policy.principal`);
  await admin.query(`SELECT race.note(3::smallint, id::text, 'seed') FROM consent.resident`);
}

async function seedFlow(admin: pg.Client, flow: (typeof FLOWS)[number]): Promise<void> {
  const { agreement, purpose, mode, categories, role, source, recipient } = flow;
  await admin.query(
    `INSERT INTO policy.agreement (id, title, purpose, mode, state, categories, recipient_roles, starts_at, created_by)
     VALUES ($1, $1, $2, $3, 'live', $4, ARRAY[$5], '2020-01-01Z', 'race')`,
    [agreement, purpose, mode, categories, role],
  );
  await admin.query('INSERT INTO policy.agreement_party VALUES ($1, $2, $3)', [agreement, source, recipient]);
  for (const [n, id] of flow.requesters.entries()) {
    const kind = n === 0 ? 'system' : 'practitioner';
    await admin.query(
      `INSERT INTO policy.principal (id, kind, issuer, subject, agency, roles, training_expires_at)
       VALUES ($1, $2, 'race', $5, $3, $4, '2099-01-01Z')`,
      [id, kind, recipient, n === 0 ? [] : [role], id],
    );
  }
}

async function seedResident(admin: pg.Client, n: number, id: string): Promise<void> {
  await admin.query(`INSERT INTO consent.resident (id, sealed_identity, match_indexes) VALUES ($1, 'x', '{}')`, [id]);
  for (const [at, flow] of FLOWS.entries()) {
    await admin.query(
      `INSERT INTO policy.relationship (id, resident_id, agency, kind, purpose, starts_at, recorded_by)
       VALUES ($1, $2, $3, 'caseload', $4, '2020-01-01Z', 'race')`,
      [relationshipId(n, at), id, flow.recipient, flow.purpose],
    );
  }
  await admin.query(
    `INSERT INTO consent.directive (id, version, resident_id, status, sources, recipients, categories, purposes, starts_at,
       channel, recorded_by) VALUES ($1, 1, $2, 'ConsentGiven', $3, $4, $5, $6, fence.domain_now(), 'online', 'race')`,
    [directiveId(n), id, [FLOWS[0].source], [FLOWS[0].recipient], FLOWS[0].categories, [FLOWS[0].purpose]],
  );
}
