import { Injectable } from '@nestjs/common';
import type { Json } from '#libs/domain';
import type { SealedEntry } from '#libs/sealing';
import { type DataKey, EntryWriter, KeyReader } from '#libs/trail';
import { HotDatabase } from '../keys/hot-database.js';
import type { Prepared } from './asked.js';

/**
 * The audit entry of each item: what a replay needs (request, facts, decision), under the key of the resident whom it is
 * about. Of somebody without a key (unknown, or erased) the entry names nobody.
 */
@Injectable()
export class SealEntries {
  constructor(
    private readonly database: HotDatabase,
    private readonly keys: KeyReader,
    private readonly writer: EntryWriter,
  ) {}

  async run(items: readonly Prepared<unknown>[]): Promise<SealedEntry[]> {
    const missing = items.filter((item) => !item.residentKey).map((item) => item.asked.request.residentId);
    const keys = await this.keys.ofResidents(this.database.pool, missing);
    return items.map((item) => this.seal(item, item.residentKey ?? keys.ofResident(item.asked.request.residentId)));
  }

  private seal(item: Prepared<unknown>, key: DataKey): SealedEntry {
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
        facts,
        decision,
        refusal: item.refusal ?? null,
        recordId: asked.recordId ?? null,
        deliveryId: item.delivery?.id ?? null,
      } as unknown as Json,
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
        ...(key.state === 'held' && { residentId: request.residentId }),
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
