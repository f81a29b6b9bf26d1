import { randomUUID } from 'node:crypto';
import type { RunningPolicy } from './running-policy.js';
import { PEOPLE, seedResident, type Resident } from './town.js';

/** A resident on REACH's caseload, whose medicines D1 lets Pell see, and the question whether he may. */
export async function seedCaseload({ admin, ring }: RunningPolicy): Promise<{ resident: Resident; question: object }> {
  const resident = await seedResident(admin, ring);
  await admin.query(
    `INSERT INTO policy.agreement (id, title, purpose, mode, state, categories, recipient_roles, starts_at, created_by)
     VALUES ('D1', 'Discharge', 'COC', 'DIRECT_CARE', 'live', '{MEDS}', '{reablement-lead}', '2020-01-01Z', 'spec')`,
  );
  await admin.query(
    `INSERT INTO policy.agreement_party (agreement_id, source, recipient) VALUES ('D1', 'NM-ACUTE', 'REACH')`,
  );
  await admin.query(
    `INSERT INTO policy.relationship (id, resident_id, agency, kind, purpose, starts_at, recorded_by)
     VALUES ($1, $2, 'REACH', 'caseload', 'COC', '2020-01-01Z', 'spec')`,
    [randomUUID(), resident.id],
  );
  const question = {
    subject: { type: 'practitioner', id: PEOPLE.pell.id },
    action: { name: 'read' },
    resource: {
      ...{ type: 'record', id: 'MEDS' },
      properties: { resident: resident.pseudonymAt('REACH'), source: 'NM-ACUTE' },
    },
    context: { purpose: 'COC' },
  };
  return { resident, question };
}
