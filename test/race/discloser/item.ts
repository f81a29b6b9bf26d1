import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Decision, DecisionRequest } from '#libs/domain';
import { pseudonymOf } from '../town.js';

export type DisclosureKind = 'view' | 'list' | 'offer' | 'open';

/** What an item does beside recording: the delivery that it offers or opens. */
export interface Effect {
  readonly kind: DisclosureKind;
  readonly workId?: string;
  readonly delivery?: object;
}

/** One item of relay.disclose, with the sealed audit entry that it must bring (its content is random: nobody opens it). */
export function itemOf(request: DecisionRequest, decision: Decision, effect: Effect) {
  const id = randomUUID();
  const { requesterId, residentId, sourceAgency, recipientAgency, purpose, category } = request;
  const { outcome, reason, epochs, notAfter, bundle, decidedAt } = decision;
  const detail = randomBytes(256);
  const entry = {
    id: randomUUID(),
    kind: 'disclosure',
    bundle,
    detailHash: createHash('sha256').update(detail).digest('hex'),
    detail: detail.toString('base64'),
    wrappedKey: randomBytes(60).toString('base64'),
    keyHolder: { level: 'resident', id: residentId },
    index: {
      residentId,
      action: request.action,
      outcome,
      rule: decision.rule,
      purpose,
      categories: [category],
      disclosureId: id,
    },
  };
  return {
    id,
    requesterId,
    residentId,
    sourceAgency,
    recipientAgency,
    purpose,
    category,
    outcome,
    reason,
    epochs,
    decidedAt,
    notAfter: notAfter ?? 'infinity',
    entry,
    ...effect,
  };
}

export type DisclosureItem = ReturnType<typeof itemOf>;

export function offerOf(request: DecisionRequest, recordId: string, decision: Decision): object {
  const id = randomUUID();
  const key = pseudonymOf(request.residentId, request.recipientAgency);
  const permit = decision.outcome === 'permit';
  return {
    id,
    recordId,
    stream: key,
    topic: `agency.${request.recipientAgency.toLowerCase()}.records.v1`,
    key,
    event: { delivery: id },
    mask: decision.obligations.redact,
    agreement: decision.agreement,
    basis: decision.basis,
    envelope: permit ? 'sealed' : null,
    wrappedKey: permit ? randomBytes(40).toString('base64') : null,
  };
}
