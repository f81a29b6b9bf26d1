import { Injectable } from '@nestjs/common';
import type { DeliveryOffered } from '#libs/contracts';
import { openContent, sealDelivery } from '#libs/sealing';
import type { Json } from '#libs/tlog';
import { makeContentKey } from '../keys/content-key.js';
import { ResidentKeys } from '../keys/resident-keys.js';
import type { Decided, Prepared, Way } from '../release/asked.js';
import { EVERY_OBLIGATION, maskOf } from '../release/keep-obligations.js';
import { minimise } from '../release/minimise.js';
import type { Candidate } from './candidates.js';
import { PersonInDelivery } from './person-in-delivery.js';

/**
 * The way out by which a record is offered: its minimised content, the recipient's own local id and the person's
 * details as far as the agreement allows, sealed under a content key of its own that the message does not carry.
 */
@Injectable()
export class OfferWay {
  constructor(
    private readonly keys: ResidentKeys,
    private readonly person: PersonInDelivery,
  ) {}

  /** The way for one batch: the candidates are looked up by the disclosure that asks for them. */
  of(candidates: ReadonlyMap<string, Candidate>, topicOf: (agency: string) => string): Way<true> {
    return {
      retriesLater: true,
      keeps: EVERY_OBLIGATION,
      prepare: async (decided) => {
        const keys = await this.keys.of(decided.map((item) => item.asked.request.residentId));
        return Promise.all(decided.map((item) => this.prepareOne(item, candidates.get(item.asked.id)!, keys, topicOf)));
      },
    };
  }

  private async prepareOne(
    item: Decided,
    candidate: Candidate,
    keys: ReadonlyMap<string, Buffer>,
    topicOf: (agency: string) => string,
  ): Promise<Prepared<true>> {
    const delivery = { id: item.asked.deliveryId!, recordId: candidate.recordId };
    const residentKey = keys.get(candidate.residentId);
    if (item.decision.outcome === 'deny') return { ...item, delivery, content: null };
    if (!residentKey) return { ...item, delivery, content: null, refusal: 'gone' };
    if (candidate.pseudonym === null) return { ...item, delivery, content: null, refusal: 'not-linked' };
    const { contentKey, wrapped } = makeContentKey(residentKey, delivery.id);
    const envelope = await sealDelivery(await this.payload(item, candidate, residentKey), contentKey, delivery.id);
    const event: DeliveryOffered = { deliveryId: delivery.id, resident: candidate.pseudonym, sealed: envelope };
    return {
      ...item,
      residentKey,
      content: true,
      delivery: {
        ...delivery,
        stream: `${candidate.agency}:${candidate.pseudonym}`,
        topic: topicOf(candidate.agency),
        key: candidate.pseudonym,
        event,
        envelope,
        wrappedKey: wrapped.toString('base64'),
        mask: maskOf(item.decision.obligations),
        agreement: item.decision.agreement,
        basis: item.decision.basis,
      },
    };
  }

  private async payload(item: Decided, candidate: Candidate, residentKey: Buffer): Promise<Json> {
    const { decision, facts } = item;
    const body = openContent(candidate.sealedBody, residentKey, `record/${candidate.recordId}`);
    const { redact, mask, noOnwardSharing, accuracyDisputed } = decision.obligations;
    return {
      person: await this.person.of(candidate, decision.agreement, facts, residentKey),
      record: {
        id: candidate.recordId,
        source: candidate.sourceAgency,
        version: candidate.sourceVersion,
        category: candidate.category,
        receivedAt: candidate.receivedAt.toISOString(),
        redacted: redact,
        masked: mask,
        body: minimise(body, decision.obligations),
      },
      purpose: candidate.purpose,
      basis: decision.basis,
      agreement: decision.agreement,
      noOnwardSharing,
      accuracyDisputed,
    };
  }
}
