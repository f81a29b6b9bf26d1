import { randomUUID } from 'node:crypto';
import { LINK_CREATED } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../storage/transaction.js';
import { ChangeTrail } from '../trail/change-trail.js';
import { requireEnough } from './look-up-resident.js';
import { NhsNumberRule } from './nhs-number-rule.js';
import { RaiseShield } from './raise-shield.js';
import { type NewResident, ResidentIndex } from './resident-index.js';

export interface ImportWish {
  /** The agency's own number for the person. */
  readonly localId?: string | undefined;
  /** The source marks that where they live must not be known (the PDS S-flag; domain 1.10). Never lifts a shield. */
  readonly locationShield?: boolean | undefined;
}

/**
 * An agency brings in a person whom it serves. Somebody who fits exactly is linked instead of doubled, and the answer is
 * the same; details that contradict what is held need a person's check (`identity-check-needed`), since a doubled resident
 * would have half of their refusals. Idempotent by identity.
 */
@Injectable()
export class ImportResident {
  constructor(
    private readonly work: UnitOfWork,
    private readonly index: ResidentIndex,
    private readonly trail: ChangeTrail,
    private readonly nhsNumbers: NhsNumberRule,
    private readonly shields: RaiseShield,
  ) {}

  async run(
    principal: Principal,
    id: string,
    person: NewResident,
    { localId, locationShield = false }: ImportWish,
  ): Promise<{ id: string }> {
    requireEnough(person);
    if (localId === undefined && principal.kind === 'system') {
      throw new DomainError('invalid-import', 'send your own number for this person as localId');
    }
    try {
      return await this.work.run((tx) => this.import(tx, principal, { id, person, localId, locationShield }));
    } catch (error) {
      // Two agencies brought the same person in at once: the second finds the first's.
      if ((error as { code?: unknown }).code !== '23505') throw error;
      return this.work.run((tx) => this.import(tx, principal, { id, person, localId, locationShield }));
    }
  }

  private async import(
    tx: Transaction,
    principal: Principal,
    { id, person, localId, locationShield }: { id: string; person: NewResident } & ImportWish,
  ): Promise<{ id: string }> {
    await this.nhsNumbers.check(tx, principal, person.nhsNumber);
    const known = await this.same(tx, principal.agency!, person);
    const residentId = known ?? id;
    const created = known === null;
    if (created) await this.index.create(tx, id, person);
    const dataKey = await this.trail.keyOf(tx, residentId);
    if (dataKey === null) throw checkNeeded();
    const linked =
      localId === undefined ? null : await this.index.link(tx, residentId, principal.agency!, localId, dataKey);
    if (localId !== undefined && linked === null) throw checkNeeded();
    await this.record(tx, principal, residentId, created);
    if (locationShield) await this.shields.run(tx, principal, randomUUID(), residentId);
    if (linked?.created) {
      await this.trail.announce(tx, residentId, LINK_CREATED, { residentId });
    }
    return { id: principal.kind === 'officer' ? residentId : linked!.pseudonym };
  }

  /** The resident that these details are about; null when nobody here fits them. */
  private async same(tx: Transaction, agency: string, person: NewResident): Promise<string | null> {
    const fits = await this.index.fitting(tx, agency, person);
    if (fits.length === 1) return fits[0]!.residentId;
    if (fits.length > 1) throw checkNeeded();
    if (person.nhsNumber === undefined) return null;
    if (await this.index.holdsNhsNumber(tx, person.nhsNumber)) throw checkNeeded();
    const { nhsNumber: _unknownHere, ...details } = person;
    if (details.postcode === undefined && details.uprn === undefined) return null;
    const withoutNumber = await this.index.fitting(tx, agency, details);
    if (withoutNumber.length > 1 || withoutNumber.some((fit) => fit.hasNhsNumber)) throw checkNeeded();
    return withoutNumber[0]?.residentId ?? null;
  }

  private async record(tx: Transaction, principal: Principal, residentId: string, created: boolean): Promise<void> {
    const entry = await this.trail.seal(tx, {
      kind: 'governance',
      residentId,
      detail: { action: 'import', by: principal.id, agency: principal.agency, created },
      index: {
        action: 'import',
        outcome: 'recorded',
        categories: [],
        residentId,
        requesterId: principal.id,
        ...(principal.agency === null ? {} : { requesterAgency: principal.agency }),
      },
    });
    await this.trail.append(tx, entry);
  }
}

function checkNeeded(): DomainError {
  return new DomainError(
    'identity-check-needed',
    'these details need a check by a person before they can be brought in',
  );
}
