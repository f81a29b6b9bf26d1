import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { RaiseShield } from '../resident/raise-shield.js';
import { ResolveResident } from '../resident/resolve-resident.js';
import type { ChangedCircumstance } from '../trail/record-circumstance.js';
import { requireProtectorOrResident } from './shield-roles.js';

/** The door to a location shield: the resident, a social worker or a safeguarding lead, alone and at once (domain 1.15). */
@Injectable()
export class SetShield {
  constructor(
    private readonly work: UnitOfWork,
    private readonly residents: ResolveResident,
    private readonly raising: RaiseShield,
  ) {}

  /** Idempotent: a resident who has a shield keeps it. */
  async set(principal: Principal, id: string, reference: string, once: Once): Promise<ChangedCircumstance> {
    requireProtectorOrResident(principal);
    const residentId = await this.residents.resolve(principal, reference);
    return this.work.stop((tx) => once(tx, () => this.raising.raise(tx, principal, id, residentId)));
  }
}
