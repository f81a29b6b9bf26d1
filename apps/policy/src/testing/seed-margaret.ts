import { randomUUID } from 'node:crypto';
import { seedResident, seedSignIn, type Resident } from './town.js';
import { COMPLETE, DISCHARGE, Registry } from './agreements.js';
import type { RunningPolicy } from './running-policy.js';

/** Margaret, signed in, on REACH's caseload after her discharge (D1), with the adaptations of D2 to say yes or no to. */
export async function seedMargaret(policy: RunningPolicy): Promise<Resident> {
  const resident = await seedResident(policy.admin, policy.ring);
  await seedSignIn(policy.admin, resident.id, 'margaret');
  const registry = new Registry(policy);
  await registry.live('D1', DISCHARGE);
  await registry.live('D2', COMPLETE);
  await relate(policy, resident, { agency: 'REACH', purpose: 'COC' });
  return resident;
}

export interface Entry {
  readonly agency: string;
  readonly purpose: string;
  readonly kind?: string;
  readonly practitionerId?: string;
  readonly endsAt?: string;
}

export async function relate({ admin }: RunningPolicy, { id }: Resident, entry: Entry): Promise<void> {
  const { agency, purpose, kind = 'caseload', practitionerId = null, endsAt = null } = entry;
  const claim = kind === 'self-claimed' ? 'duty-desk' : null;
  await admin.query(
    `INSERT INTO policy.relationship (id, resident_id, agency, kind, purpose, practitioner_id, starts_at, ends_at, recorded_by, claim_reason)
     VALUES ($1, $2, $3, $4, $5, $6, '2020-01-01Z', $7, 'spec', $8)`,
    [randomUUID(), id, agency, kind, purpose, practitionerId, endsAt, claim],
  );
}
