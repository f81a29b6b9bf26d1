import { NOBODY } from '#libs/domain';
import type { Principal } from '#libs/http';
import type { SealedEntry } from '#libs/sealing';
import { type DataKey, EntryWriter, KeyReader } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../../storage/hot-database.js';
import type { Decided } from './decide-requests.js';
import { type UnknownWord } from './own-question.js';

/** A question with a word that this place does not know. The word itself is not kept: it could be anything. */
export interface Denied {
  readonly unknown: UnknownWord;
}

/** One entry for each decision, denials included (promise 6), in one statement: all are recorded, or nothing is answered. */
@Injectable()
export class WriteDecisionEntries {
  constructor(
    private readonly database: HotDatabase,
    private readonly keys: KeyReader,
    private readonly writer: EntryWriter,
  ) {}

  /** Returns the entries' ids, in the order of the decisions. */
  async write(by: Principal, decided: readonly (Decided | Denied)[]): Promise<string[]> {
    const asked = decided.flatMap((item) => ('unknown' in item ? [] : [item.request]));
    const keys = await this.keys.ofResidents(
      this.database.pool,
      asked.map(({ residentId }) => residentId),
      asked.map(({ sourceAgency }) => sourceAgency),
    );
    const [first, ...others] = decided.map((item) =>
      'unknown' in item
        ? this.sealDenied(by, item)
        : this.seal(by, item, keys.forEntry(item.request.residentId, item.request.sourceAgency)),
    );
    if (first === undefined) return [];
    await this.writer.append(this.database.pool, first, ...others);
    return [first, ...others].map((entry) => entry.id);
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

  private seal(by: Principal, { request, facts, decision }: Decided, key: DataKey): SealedEntry {
    const known = request.residentId !== NOBODY;
    return this.writer.sealWith(key, {
      kind: 'decision',
      bundle: decision.bundle,
      detail: { request, facts, decision, askedBy: by.id },
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
