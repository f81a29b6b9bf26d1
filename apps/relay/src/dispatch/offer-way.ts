import { Injectable } from '@nestjs/common';
import type { DeliveryOffered } from '#libs/contracts';
import { sealDelivery } from '#libs/sealing';
import { type HeldKey, KeyReader, type Keys } from '#libs/trail';
import { JsonText, writeJson } from '../body/json-text.js';
import { makeContentKey } from '../keys/content-key.js';
import { HotDatabase } from '../keys/hot-database.js';
import type { Decided, Prepared, Way } from '../release/asked.js';
import { EVERY_OBLIGATION, maskOf } from '../release/keep-obligations.js';
import { OpenBodies } from '../release/open-bodies.js';
import type { Candidate } from './candidates.js';
import { PersonInDelivery } from './person-in-delivery.js';

/**
 * The way out by which a record is offered: its minimised content, the recipient's own local id and the person's
 * details as far as the agreement allows, sealed under a content key of its own that the message does not carry.
 */
@Injectable()
export class OfferWay {
  constructor(
    private readonly database: HotDatabase,
    private readonly keys: KeyReader,
    private readonly person: PersonInDelivery,
    private readonly bodies: OpenBodies,
  ) {}

  /** The way for one batch: the candidates are looked up by the disclosure that asks for them. */
  of(candidates: ReadonlyMap<string, Candidate>, topicOf: (agency: string) => string): Way<never> {
    return {
      keeps: EVERY_OBLIGATION,
      prepare: async (decided) => {
        const keys = await this.keys.ofResidents(
          this.database.pool,
          decided.map((item) => item.asked.request.residentId),
        );
        return Promise.all(decided.map((item) => this.prepareOne(item, candidates.get(item.asked.id)!, keys, topicOf)));
      },
    };
  }

  private async prepareOne(
    item: Decided,
    candidate: Candidate,
    keys: Keys,
    topicOf: (agency: string) => string,
  ): Promise<Prepared<never>> {
    const delivery = { id: item.asked.deliveryId!, recordId: candidate.recordId };
    const residentKey = keys.ofResident(candidate.residentId);
    if (item.decision.outcome === 'deny') return { ...item, delivery, content: null };
    if (residentKey.state === 'none') return { ...item, delivery, content: null, refusal: 'gone' };
    if (candidate.pseudonym === null) return { ...item, delivery, content: null, refusal: 'not-linked' };
    const body = this.body(item, candidate, residentKey);
    if (body === null) {
      // Kept back: its sender reads of it what they would read of any that waits.
      const { agreement, basis } = item.decision;
      return { ...item, delivery: { ...delivery, agreement, basis }, residentKey, content: null, refusal: 'withheld' };
    }
    const { contentKey, wrapped } = makeContentKey(residentKey, delivery.id);
    const envelope = await sealDelivery(
      writeJson(await this.payload(item, candidate, residentKey, body)),
      contentKey,
      delivery.id,
    );
    const event: DeliveryOffered = { deliveryId: delivery.id, resident: candidate.pseudonym, sealed: envelope };
    return {
      ...item,
      residentKey,
      content: null,
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

  /** What of the record may leave; null where none of it may, and it is withheld like one that is absent. */
  private body(
    { decision, asked }: Decided,
    { sealedBody, recordId, category }: Candidate,
    key: HeldKey,
  ): string | null {
    return this.bodies.of({ sealedBody, recordId, category }, key, decision.obligations, asked.id);
  }

  private async payload(item: Decided, candidate: Candidate, residentKey: HeldKey, body: string): Promise<object> {
    const { decision, facts } = item;
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
        body: new JsonText(body),
      },
      purpose: candidate.purpose,
      basis: decision.basis,
      agreement: decision.agreement,
      noOnwardSharing,
      accuracyDisputed,
    };
  }
}
