import type { Principal } from '#libs/http';
import type { Transaction } from '../storage/transaction.js';
import type { DirectiveStore } from './directive-store.js';
import { directiveNotFound } from './find-directive.js';
import type { Recorded } from './record-directive.js';
import type { ShownDirectives } from './shown-directives.js';

/**
 * What an earlier try with the same id wrote, when its process died before the answer was noted: a keyed request arrives
 * at the same id again. Null for a new id. It may have been changed since, so it is told as far as they are shown it.
 */
export async function alreadyRecorded(
  tx: Transaction,
  { store, shown }: { readonly store: DirectiveStore; readonly shown: ShownDirectives },
  principal: Principal,
  { id, residentId }: { id: string; residentId: string },
): Promise<Recorded | null> {
  const first = await store.latest(tx, id);
  if (first === null) return null;
  if (first.residentId !== residentId) throw directiveNotFound();
  return { directive: await shown.one(tx, principal, first), effectiveAt: await store.recordedAt(tx, first) };
}
