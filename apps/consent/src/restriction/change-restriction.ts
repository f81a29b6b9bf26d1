import type { DirectiveChange } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import type { Once, Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { requireDecider } from '../resident/require-decider.js';
import { ResolveResident } from '../resident/resolve-resident.js';
import { whoTheyAreNow } from '../resident/who-they-are-now.js';
import { holdResidentOf } from '../storage/hold-resident.js';
import type { Transaction } from '../storage/transaction.js';
import { type ChangedCircumstance, RecordCircumstance } from '../trail/record-circumstance.js';
import type { Restriction } from './restriction.js';
import { RestrictionStore } from './restriction-store.js';

/**
 * An officer restricts processing of a resident's data (UK GDPR Art 18), or lifts that. Setting it stops sharing at once,
 * fenced like a withdrawal; both are idempotent. Telling the resident before lifting (18(3)) is the officer's, until notices
 * are sent from here.
 */
@Injectable()
export class ChangeRestriction {
  constructor(
    private readonly work: UnitOfWork,
    private readonly residents: ResolveResident,
    private readonly restrictions: RestrictionStore,
    private readonly recording: RecordCircumstance,
  ) {}

  set(
    principal: Principal,
    { id, reason, ...said }: Pick<Restriction, 'id' | 'residentId' | 'reason'>,
    once: Once,
  ): Promise<ChangedCircumstance> {
    requireDecider(principal);
    return this.work.stop((tx) =>
      once(tx, async () => {
        const earlier = await this.restrictions.find(tx, id);
        if (earlier !== undefined) return { id, effectiveAt: earlier.startsAt };
        const residentId = await whoTheyAreNow(tx, said.residentId);
        return this.change(tx, principal, 'restricted', { id, residentId, reason }, (at) =>
          this.restrictions.insert(tx, { id, residentId, reason }, { by: principal.id, at }),
        );
      }),
    );
  }

  lift(principal: Principal, id: string): Promise<ChangedCircumstance> {
    requireDecider(principal);
    return this.work.run(async (tx) => {
      await holdResidentOf(tx, 'restriction', id);
      const row = await this.restrictions.find(tx, id);
      if (row === undefined || !(await this.residents.mayActFor(principal, row.residentId))) {
        throw new DomainError('restriction-not-found', 'there is no such restriction here');
      }
      if (row.endsAt !== null) return { id, effectiveAt: row.endsAt };
      return this.change(tx, principal, 'restriction-lifted', row, async (at) => {
        if (!(await this.restrictions.lift(tx, id, { by: principal.id, at }))) {
          throw new DomainError('restriction-lifted', 'somebody else lifted this restriction in the meantime');
        }
      });
    });
  }

  private change(
    tx: Transaction,
    principal: Principal,
    change: DirectiveChange,
    { id, residentId, reason }: Pick<Restriction, 'id' | 'residentId' | 'reason'>,
    write: (at: string) => Promise<void>,
  ): Promise<ChangedCircumstance> {
    return this.recording.record(tx, principal, { change, id, residentId, detail: { restriction: id, reason } }, write);
  }
}
