import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Epochs } from '#libs/domain';
import type { SealedEntry } from '#libs/sealing';

/** One item of policy.record_decisions. */
export interface StandingItem {
  readonly asked: number;
  readonly requesterId: string;
  readonly residentId: string;
  readonly epochs: Epochs;
  readonly decidedAt: string;
  readonly notAfter: string;
  readonly entry: SealedEntry;
}

/** An item whose facts stand; its entry's content is random: nobody opens it. */
export async function standingItem(admin: pg.Client, change: object = {}): Promise<StandingItem> {
  const [requesterId, residentId] = [randomUUID(), randomUUID()];
  const { rows } = await admin.query<{ now: string; epochs: Epochs }>(
    `SELECT to_json(fence.domain_now()) #>> '{}' AS now, jsonb_build_object('incarnation', fence.incarnation_v1(),
       'place', e.place::text, 'practitioner', e.practitioner::text, 'resident', e.resident::text) AS epochs
     FROM fence.epochs_v1($1::text, $2::uuid) AS e`,
    [requesterId, residentId],
  );
  const { now, epochs } = rows[0]!;
  return {
    ...{ asked: 0, requesterId, residentId, epochs, decidedAt: now, notAfter: 'infinity', entry: sealedEntry() },
    ...change,
  };
}

function sealedEntry(): SealedEntry {
  const detail = randomBytes(64);
  return {
    ...{ id: randomUUID(), kind: 'decision', bundle: null },
    ...{ detail: detail.toString('base64'), detailHash: createHash('sha256').update(detail).digest('hex') },
    ...{ wrappedKey: randomBytes(60).toString('base64'), keyHolder: { level: 'place', id: 'place' } },
    index: { action: 'read', outcome: 'deny', categories: [] },
  };
}
