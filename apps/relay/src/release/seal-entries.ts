import { Injectable } from '@nestjs/common';
import { type FactsApart, factsApart } from '#libs/pdp';
import type { SealedEntry } from '#libs/sealing';
import { type DataKey, EntryWriter, KeepPlaceFacts, type Keys } from '#libs/trail';
import { HotDatabase } from '../keys/hot-database.js';
import { AskedKeys } from './asked-keys.js';
import type { Decided, Prepared } from './asked.js';

/**
 * The audit entry of each item: what a replay needs (request, facts, decision), under the key of the resident whom it is
 * about at the agency whose record it is about. Of somebody without a key (unknown, or erased) the entry names nobody. What it
 * needs of the place is only named, and stored when this resolves.
 */
@Injectable()
export class SealEntries {
  constructor(
    private readonly keys: AskedKeys,
    private readonly writer: EntryWriter,
    private readonly placeFacts: KeepPlaceFacts,
    private readonly database: HotDatabase,
  ) {}

  async seal(items: readonly Prepared<unknown>[]): Promise<SealedEntry[]> {
    const keys = await this.keys.of(items.filter((item) => !item.entryKey));
    const apart = items.map(({ facts }) => factsApart(facts));
    await this.placeFacts.keep(
      this.database.pool,
      apart.map(({ ofPlace }, at) => ({ incarnation: items[at]!.facts.epochs.incarnation, facts: ofPlace })),
    );
    return items.map((item, at) => this.sealOne(item, apart[at]!, item.entryKey ?? entryKeyOf(item, keys)));
  }

  private sealOne(item: Prepared<unknown>, apart: FactsApart, key: DataKey): SealedEntry {
    const { asked, decision, facts } = item;
    const { request } = asked;
    const outcome = item.refusal ? 'deny' : decision.outcome;
    return this.writer.sealWith(key, {
      kind: 'disclosure',
      bundle: facts.bundle,
      detail: {
        disclosureId: asked.id,
        kind: asked.kind,
        request,
        facts: apart.detail,
        decision,
        refusal: item.refusal ?? null,
        recordId: asked.recordId ?? null,
        deliveryId: item.delivery?.id ?? null,
      },
      index: {
        action: request.action,
        outcome,
        rule: item.refusal ?? decision.rule,
        reason: item.refusal ?? decision.reason,
        purpose: request.purpose,
        categories: [request.category],
        requesterId: request.requesterId,
        recipientAgency: request.recipientAgency,
        requesterAgency: request.recipientAgency,
        ...(facts.requester && { requesterKind: facts.requester.kind, requesterRoles: facts.requester.roles }),
        disclosureId: asked.id,
        ...(namesSomebody(key) && { residentId: request.residentId }),
        ...(request.sourceAgency && { sourceAgency: request.sourceAgency }),
        ...(decision.agreement && { agreement: decision.agreement }),
        ...(outcome === 'permit' && decision.basis && { basis: decision.basis }),
        ...(asked.recordId && { recordId: asked.recordId }),
        ...(item.delivery && { deliveryId: item.delivery.id }),
        ...(decision.obligations.deferNotice && { deferNotice: true }),
      },
    });
  }
}

/** Whose key cannot be read is still here, and reads who has looked. */
const namesSomebody = ({ state }: DataKey): boolean => state === 'held' || state === 'unreadable';

export const entryKeyOf = ({ asked: { request } }: Decided, keys: Keys): DataKey =>
  keys.forEntry(request.residentId, request.sourceAgency);
