import { randomUUID } from 'node:crypto';
import { LINK_CREATED, RESIDENT_JOINED } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { EntryWriter, type EntryAbout } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../storage/transaction.js';
import { announceChange } from '../trail/announce-change.js';
import { type Admitted, BringIn } from './bring-in.js';
import type { PersonDetails } from './identity-indexes.js';
import { SearchLimits } from './search-limits.js';
import { RaiseShield } from './raise-shield.js';

/** Two at once brought in one number: the second reads again, and finds the first's. */
const OUT_OF_DATE = ['23505', 'P0002'];

/**
 * An agency brings in a person whom it serves. The answer, its status and the work are the same whether they are new, known,
 * shielded or uncertain (domain 1.15). Idempotent by identity: the same details again are the same person.
 */
@Injectable()
export class ImportResident {
  constructor(
    private readonly bringingIn: BringIn,
    private readonly trail: EntryWriter,
    private readonly limits: SearchLimits,
    private readonly shields: RaiseShield,
  ) {}

  /** `locationShield`: the source marks that where they live must not be known (the PDS S-flag; domain 1.10). Never lifts one. */
  async import(principal: Principal, person: PersonDetails, locationShield: boolean): Promise<{ id: string }> {
    if (!person.localId && principal.kind === 'system') {
      throw new DomainError('invalid-import', 'send your own number for this person as localId');
    }
    const details = { ...person, givenName: person.givenName ?? '' };
    try {
      return await this.once(principal, details, locationShield);
    } catch (error) {
      if (!OUT_OF_DATE.includes(String((error as { code?: unknown }).code))) throw error;
      return this.once(principal, details, locationShield);
    }
  }

  private once(principal: Principal, details: PersonDetails, locationShield: boolean): Promise<{ id: string }> {
    return this.limits.guarded(principal, details, 'each', (tx) =>
      this.importWithin(tx, principal, details, locationShield),
    );
  }

  private async importWithin(
    tx: Transaction,
    principal: Principal,
    details: PersonDetails,
    locationShield: boolean,
  ): Promise<{ id: string }> {
    const shield = locationShield ? randomUUID() : undefined;
    const admitted = await this.bringingIn.bringIn(tx, principal.agency!, details, { by: principal.id, shield });
    const { residentId, pseudonym, linked, joinedFrom } = admitted;
    await this.record(tx, principal, admitted);
    if (shield !== undefined) await this.shields.told(tx, principal, shield, residentId);
    if (linked) await announceChange(tx, residentId, LINK_CREATED, { residentId });
    if (joinedFrom !== undefined)
      await announceChange(tx, joinedFrom, RESIDENT_JOINED, { residentId: joinedFrom, into: residentId });
    return { id: principal.kind === 'officer' ? residentId : pseudonym! };
  }

  /** The same for everybody: who searches the log must not learn who was here before. */
  private async record(tx: Transaction, principal: Principal, { residentId, dataKey }: Admitted): Promise<void> {
    const entry: EntryAbout = {
      kind: 'governance',
      residentId,
      detail: { action: 'import', by: principal.id, agency: principal.agency },
      index: {
        action: 'import',
        outcome: 'recorded',
        categories: [],
        residentId,
        requesterId: principal.id,
        ...(principal.agency === null ? {} : { requesterAgency: principal.agency }),
      },
    };
    await this.trail.append(tx, this.trail.sealWith(dataKey, entry));
  }
}
