import { DomainError } from '#libs/domain';
import type { Transaction } from '../storage/transaction.js';
import type { DirectiveStore } from './directive-store.js';
import type { Recorded } from './record-directive.js';

/**
 * What an earlier try with the same id wrote, when its process died before the answer was noted: a keyed request arrives
 * at the same id again. Null for a new id.
 */
export async function alreadyRecorded(
  tx: Transaction,
  store: DirectiveStore,
  { id, residentId }: { id: string; residentId: string },
): Promise<Recorded | null> {
  const first = await store.latest(tx, id);
  if (first === null) return null;
  if (first.residentId !== residentId) throw new DomainError('directive-not-found', 'there is no such directive here');
  return { directive: first, effectiveAt: await store.recordedAt(tx, first) };
}
