import { Injectable } from '@nestjs/common';
import type { Json } from '#libs/domain';
import { KeyRing, sealEntry, type SealedEntry } from '#libs/sealing';
import { ResidentKeys } from '../keys/resident-keys.js';
import type { Prepared } from './asked.js';

/**
 * The audit entry of each item: what a replay needs (request, facts, decision), sealed under a key of its own that the
 * resident's key wraps. Where the resident has no key (unknown, or erased) the place's key holds it.
 */
@Injectable()
export class SealEntries {
  constructor(
    private readonly keys: ResidentKeys,
    private readonly ring: KeyRing,
  ) {}

  async run(items: readonly Prepared<unknown>[]): Promise<SealedEntry[]> {
    const missing = items.filter((item) => !item.residentKey).map((item) => item.asked.request.residentId);
    const keys = await this.keys.of(missing);
    return items.map((item) => this.seal(item, item.residentKey ?? keys.get(item.asked.request.residentId)));
  }

  private seal(item: Prepared<unknown>, residentKey: Buffer | undefined): SealedEntry {
    const { asked, decision, facts } = item;
    const { request } = asked;
    const outcome = item.refusal ? 'deny' : decision.outcome;
    return sealEntry({
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
      holder: residentKey ? { level: 'resident', id: request.residentId } : { level: 'place', id: 'place' },
      holderKey: residentKey ?? this.ring.placeKey('place'),
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
        ...(residentKey && { residentId: request.residentId }),
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
