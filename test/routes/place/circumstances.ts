import { randomUUID } from 'node:crypto';
import type { Place } from './place.js';

/** What is recorded of Margaret beside what she said, for routes that show or end it. */

/** A shield whose lifting somebody else has asked for. */
export async function freshShield({ admin, residentId }: Place): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO consent.shield (id, resident_id, set_by, lift_requested_by, lift_requested_at)
     VALUES ($1, $2, 'spec', 'spec', fence.domain_now())`,
    [id, residentId],
  );
  return id;
}

export async function freshAllowance(place: Place): Promise<string> {
  const [id, shield] = [randomUUID(), await freshShield(place)];
  await place.admin.query(
    `INSERT INTO consent.shield_allowance (id, shield_id, resident_id, agency, reason, until, added_by)
     VALUES ($1, $2, $3, 'HARBOUR', 'repair-visit', '2099-01-01Z', 'spec')`,
    [id, shield, place.residentId],
  );
  return id;
}

/** A shield hides where she lives from searches; the other routes' answers are of a place without. */
export async function removeShields({ admin }: Place): Promise<void> {
  await admin.query('DELETE FROM consent.shield_allowance');
  await admin.query('DELETE FROM consent.shield');
}

export async function freshOptOut({ admin, residentId }: Place): Promise<string> {
  const id = randomUUID();
  await admin.query('DELETE FROM consent.opt_out');
  await admin.query(
    `INSERT INTO consent.opt_out (id, resident_id, channel, recorded_by) VALUES ($1, $2, 'phone', 'spec')`,
    [id, residentId],
  );
  return id;
}

export async function freshAssessment({ admin, residentId }: Place): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO consent.capacity_assessment (id, resident_id, agreement, lacks, assessed_at, lapses_at, assessor_role, recorded_by)
     VALUES ($1, $2, 'D1', true, fence.domain_now(), '2099-01-01Z', 'gp', 'spec')`,
    [id, residentId],
  );
  return id;
}

export async function freshBestInterests({ admin, residentId }: Place): Promise<string> {
  const id = randomUUID();
  await admin.query(
    `INSERT INTO consent.best_interests_decision (id, resident_id, agreement, authority, ends_at, recorded_by)
     VALUES ($1, $2, 'D1', 'deputy', '2099-01-01Z', 'spec')`,
    [id, residentId],
  );
  return id;
}

/** What a restore lost of her. */
export async function freshBar({ admin, residentId }: Place): Promise<string> {
  const thing = `resident:${residentId}`;
  await admin.query(`INSERT INTO fence.bar (mark_id, thing, cause) VALUES ($1, $2, 'restored')`, [randomUUID(), thing]);
  return thing;
}

/** Who is barred is denied everywhere; the other routes' answers are of a place without. */
export const removeBars = ({ admin }: Place): Promise<unknown> => admin.query('DELETE FROM fence.bar');
