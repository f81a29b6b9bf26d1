import { Injectable } from '@nestjs/common';
import type { DeliveryOffered } from '#libs/contracts';
import { sealDelivery } from '#libs/sealing';
import type { HeldKey, Keys } from '#libs/trail';
import { JsonText, writeJson } from '../body/json-text.js';
import { makeContentKey } from '../keys/content-key.js';
import { AskedKeys } from '../release/asked-keys.js';
import { entryKeyOf } from '../release/seal-entries.js';
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
    private readonly keys: AskedKeys,
    private readonly person: PersonInDelivery,
    private readonly bodies: OpenBodies,
  ) {}

  /** The way for one batch: the candidates are looked up by the disclosure that asks for them. */
  of(candidates: ReadonlyMap<string, Candidate>, topicOf: (agency: string) => string): Way<never> {
    return {
      keeps: EVERY_OBLIGATION,
      prepare: async (decided) => {
        const keys = await this.keys.of(decided);
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
    const entryKey = entryKeyOf(item, keys);
    // Who they are is the place's to hold, what of them is sent its sender's: without either there is nothing to offer.
    const identityKey = keys.ofResident(candidate.residentId);
    const recordKey = keys.at(candidate.residentId, candidate.keyController);
    if (item.decision.outcome === 'deny') return { ...item, delivery, entryKey, content: null };
    if (identityKey.state !== 'held' || recordKey.state !== 'held') {
      const refusal = [identityKey, recordKey].some(({ state }) => state === 'unreadable') ? 'unreadable' : 'gone';
      return { ...item, delivery, entryKey, content: null, refusal };
    }
    if (candidate.pseudonym === null) return { ...item, delivery, entryKey, content: null, refusal: 'not-linked' };
    const body = this.body(item, candidate, recordKey);
    if (body === null) {
      // Kept back: its sender reads of it what they would read of any that waits.
      const { agreement, basis } = item.decision;
      return { ...item, delivery: { ...delivery, agreement, basis }, entryKey, content: null, refusal: 'withheld' };
    }
    const { contentKey, wrapped } = makeContentKey(recordKey, delivery.id);
    const envelope = await sealDelivery(
      writeJson(await this.payload(item, candidate, identityKey, body)),
      contentKey,
      delivery.id,
    );
    const event: DeliveryOffered = { deliveryId: delivery.id, resident: candidate.pseudonym, sealed: envelope };
    return {
      ...item,
      entryKey,
      content: null,
      delivery: {
        ...delivery,
        stream: `${candidate.agency}:${candidate.pseudonym}`,
        topic: topicOf(candidate.agency),
        key: candidate.pseudonym,
        event,
        envelope,
        wrappedKey: wrapped.toString('base64'),
        keyController: candidate.keyController,
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

  private async payload(item: Decided, candidate: Candidate, identityKey: HeldKey, body: string): Promise<object> {
    const { decision, facts } = item;
    const { redact, mask, noOnwardSharing, accuracyDisputed } = decision.obligations;
    return {
      person: await this.person.of(candidate, decision.agreement, facts, identityKey),
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
