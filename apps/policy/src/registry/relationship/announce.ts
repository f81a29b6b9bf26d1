import { type ChangeData, changeSaid, POLICY_CHANGES_TOPIC, RELATIONSHIP_CHANGED } from '#libs/contracts';
import { publish } from '#libs/messaging';
import type { EntityManager } from 'typeorm';

/** Tells the other apps, in the transaction of the change; call it last, since its stream's counter stays locked. */
export async function announce(tx: EntityManager, said: ChangeData<typeof RELATIONSHIP_CHANGED>): Promise<void> {
  const key = said.residentId;
  const data = changeSaid(RELATIONSHIP_CHANGED, said);
  await publish(tx, { stream: `policy.${key}`, topic: POLICY_CHANGES_TOPIC, key, type: RELATIONSHIP_CHANGED, data });
}
