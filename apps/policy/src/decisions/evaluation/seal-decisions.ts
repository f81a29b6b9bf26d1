import { NOBODY } from '#libs/domain';
import type { Principal } from '#libs/http';
import { factsApart } from '#libs/pdp';
import type { SealedEntry } from '#libs/sealing';
import { type DataKey, EntryWriter, KeepPlaceFacts, type Keys, type SaidOfPlace } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import type { Decided } from './decide-requests.js';
import { type UnknownWord } from './own-question.js';
import { HotDatabase } from '../../storage/hot-database.js';
import type { Recordable, RestsOn } from './call-record.js';

/** A question with a word that this place does not know. The word itself is not kept: it could be anything. */
export interface Denied {
  readonly unknown: UnknownWord;
}

/** One entry for each decision, denials included (promise 6). */
@Injectable()
export class SealDecisions {
  constructor(
    private readonly writer: EntryWriter,
    private readonly placeFacts: KeepPlaceFacts,
    private readonly database: HotDatabase,
  ) {}

  /** In their order, under the keys that were read when the questions were resolved; what they name of the place is stored. */
  async seal(by: Principal, decided: readonly (Decided | Denied)[], keys: Keys): Promise<Recordable[]> {
    await this.placeFacts.keep(this.database.pool, decided.flatMap(saidOfPlace));
    return decided.map((item) =>
      'unknown' in item
        ? { restsOn: null, entry: this.sealDenied(by, item) }
        : { restsOn: restsOn(item), entry: this.sealDecided(by, item, keyFor(item, keys)) },
    );
  }

  private sealDenied(by: Principal, { unknown }: Denied): SealedEntry {
    return this.writer.sealWith('place', {
      kind: 'decision',
      detail: { denied: unknown, askedBy: by.id },
      index: {
        action: 'ask',
        outcome: 'deny',
        rule: unknown,
        reason: unknown,
        categories: [],
        requesterAgency: by.agency!,
        recipientAgency: by.agency!,
        requesterId: by.id,
      },
    });
  }

  private sealDecided(by: Principal, { request, facts, decision }: Decided, key: DataKey): SealedEntry {
    const known = request.residentId !== NOBODY;
    return this.writer.sealWith(key, {
      kind: 'decision',
      bundle: decision.bundle,
      detail: { request, facts: factsApart(facts).detail, decision, askedBy: by.id },
      index: {
        action: request.action,
        outcome: decision.outcome,
        rule: decision.rule,
        reason: decision.reason,
        purpose: request.purpose,
        categories: [request.category],
        sourceAgency: request.sourceAgency,
        requesterAgency: request.recipientAgency,
        recipientAgency: request.recipientAgency,
        requesterId: request.requesterId === NOBODY ? by.id : request.requesterId,
        ...(facts.requester && { requesterKind: facts.requester.kind, requesterRoles: facts.requester.roles }),
        ...(known ? { residentId: request.residentId } : {}),
        ...(decision.agreement ? { agreement: decision.agreement } : {}),
        ...(decision.basis ? { basis: decision.basis } : {}),
        ...(decision.obligations.deferNotice ? { deferNotice: true } : {}),
      },
    });
  }
}

const saidOfPlace = (item: Decided | Denied): SaidOfPlace[] =>
  'unknown' in item ? [] : [{ incarnation: item.facts.epochs.incarnation, facts: factsApart(item.facts).ofPlace }];

const keyFor = ({ request }: Decided, keys: Keys): DataKey => keys.forEntry(request.residentId, request.sourceAgency);

const restsOn = ({ request: { requesterId, residentId }, decision }: Decided): RestsOn => ({
  ...{ requesterId, residentId, epochs: decision.epochs, decidedAt: decision.decidedAt },
  notAfter: decision.notAfter ?? 'infinity',
});
