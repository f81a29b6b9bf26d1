import { POLICY_CHANGES_TOPIC, type RelationshipChanged } from '#libs/contracts';
import { publish } from '#libs/messaging';
import type { EntityManager } from 'typeorm';

/** Tells the other apps, in the transaction of the change; call it last, since its stream's counter stays locked. */
export async function announce(tx: EntityManager, data: RelationshipChanged, type: string): Promise<void> {
  const { residentId } = data;
  await publish(tx, { stream: `policy.${residentId}`, topic: POLICY_CHANGES_TOPIC, key: residentId, type, data });
}
