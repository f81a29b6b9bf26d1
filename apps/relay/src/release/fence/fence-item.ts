import type { SealedEntry } from '#libs/sealing';
import type { DeliveryEffect, Prepared, RefusalReason } from '../asked.js';
import { noticesOf } from '../keep-obligations.js';

/** One item of `relay.disclose_v2`; field names are those of its JSON. */
export interface FenceItem {
  readonly id: string;
  readonly kind: string;
  readonly requesterId: string;
  readonly residentId: string;
  readonly recipientAgency: string;
  readonly purpose: string;
  readonly outcome: 'permit' | 'deny';
  readonly reason: RefusalReason;
  readonly delivery?: DeliveryEffect | undefined;
  readonly entry: SealedEntry;
}

export function outcomeOf(item: Prepared<unknown>): Pick<FenceItem, 'outcome' | 'reason'> {
  if (item.refusal) return { outcome: 'deny', reason: item.refusal };
  return { outcome: item.decision.outcome, reason: item.decision.reason };
}

export function toFenceItem(item: Prepared<unknown>, entry: SealedEntry): FenceItem {
  const { asked, decision, facts, delivery } = item;
  const { request, id, kind, workId } = asked;
  const { requesterId, residentId, sourceAgency, recipientAgency, purpose, category } = request;
  return {
    ...{ id, kind, requesterId, residentId, sourceAgency, recipientAgency, purpose, category },
    ...{ epochs: facts.epochs, decidedAt: decision.decidedAt, notAfter: decision.notAfter ?? 'infinity' },
    ...outcomeOf(item),
    ...{ workId, delivery, notices: item.refusal ? [] : noticesOf(item), entry },
  };
}

/** What an item takes effect on: no two items of one call may have it in common, since the second would not see what the first did. */
export function effectsOf({ kind, outcome, delivery, recipientAgency, purpose }: FenceItem): readonly string[] {
  if (kind === 'offer')
    return [`delivery ${delivery?.id}`, `offer ${delivery?.recordId} ${recipientAgency} ${purpose}`];
  return kind === 'open' && outcome === 'permit' ? [`delivery ${delivery?.id}`] : [];
}

/** Items with the same are taken in the order of their coming, never by two calls at a time: versions of a record do not go back. */
export const streamOf = ({ kind, delivery }: FenceItem): string | undefined =>
  kind === 'offer' ? delivery?.stream : undefined;
