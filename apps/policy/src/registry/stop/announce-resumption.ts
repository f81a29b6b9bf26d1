import { changeSaid, PLACE_RESUMED, POLICY_CHANGES_TOPIC, type PlaceResumed } from '#libs/contracts';
import { publish } from '#libs/messaging';
import type { EntityManager } from 'typeorm';

const STREAM = 'policy.place';

/** Tells the other apps what flows again, in the transaction of the change; call it last: its stream's counter stays locked. */
export async function announceResumption(tx: EntityManager, kind: PlaceResumed['kind'], name: string): Promise<void> {
  const data = changeSaid(PLACE_RESUMED, { kind, name });
  await publish(tx, { stream: STREAM, topic: POLICY_CHANGES_TOPIC, key: STREAM, type: PLACE_RESUMED, data });
}
