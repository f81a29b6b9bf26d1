import { endOfDayAfter } from '#libs/calendar';
import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { type ChangedCircumstance, RecordCircumstance } from '../trail/record-circumstance.js';
import { requireLifter } from './shield-roles.js';
import { type Shield, ShieldStore } from './shield-store.js';

/** A request that nobody confirmed is asked anew, so that an old contact lifts nothing. */
const REQUEST_HOLDS_DAYS = 7;

/**
 * Lifting a location shield takes two members of staff, after contact with the resident by the safe channel (domain 1.15):
 * one asks and says when that was, another confirms. Never the resident's own sign-in. The shield stands until the confirmation.
 */
@Injectable()
export class LiftShield {
  constructor(
    private readonly work: UnitOfWork,
    private readonly shields: ShieldStore,
    private readonly recording: RecordCircumstance,
  ) {}

  /** Idempotent for the same person while the request holds. Rejects with `lift-already-requested` for another. */
  request(principal: Principal, id: string, contactedAt: Date): Promise<ChangedCircumstance> {
    requireLifter(principal);
    return this.work.run(async (tx) => {
      const shield = await this.shields.held(tx, principal, id);
      requireStanding(shield);
      const { residentId, liftRequestedBy, liftRequestedAt, startsAt, now } = shield;
      if (requested(shield)) {
        if (liftRequestedBy === principal.id) return { id, effectiveAt: liftRequestedAt! };
        throw new DomainError('lift-already-requested', 'somebody asked for this already: confirm it instead');
      }
      if (contactedAt > now || contactedAt < new Date(startsAt))
        throw new DomainError('invalid-contact', 'the contact was made after the shield was set, and is over');
      const change = { change: 'shield-lift-requested' as const, id, residentId, detail: { shield: id } };
      return this.recording.record(tx, principal, change, async (at) => {
        const sql = `UPDATE consent.shield SET lift_requested_by = $2, lift_requested_at = $4, lift_contact_at = $3 WHERE id = $1`;
        await tx.query(sql, [id, principal.id, contactedAt, at]);
      });
    });
  }

  /** Idempotent once lifted. Rejects with `second-person-needed` for whoever asked, `lift-not-requested` without a request. */
  confirm(principal: Principal, id: string): Promise<ChangedCircumstance> {
    requireLifter(principal);
    return this.work.run(async (tx) => {
      const shield = await this.shields.held(tx, principal, id);
      if (shield.endsAt !== null) return { id, effectiveAt: shield.endsAt };
      if (!requested(shield)) throw new DomainError('lift-not-requested', 'nobody has asked for this in the last week');
      if (shield.liftRequestedBy === principal.id)
        throw new DomainError('second-person-needed', 'a shield is lifted by two: somebody else confirms');
      const { residentId } = shield;
      const change = { change: 'shield-lifted' as const, id, residentId, detail: { shield: id } };
      return this.recording.record(tx, principal, change, async (at) => {
        const sql = 'UPDATE consent.shield SET ends_at = $3, lifted_by = $2 WHERE id = $1';
        await tx.query(sql, [id, principal.id, at]);
      });
    });
  }
}

function requested({ liftRequestedAt, now }: Shield): boolean {
  return liftRequestedAt !== null && now < endOfDayAfter(new Date(liftRequestedAt), REQUEST_HOLDS_DAYS);
}

function requireStanding({ endsAt }: Shield): void {
  if (endsAt !== null) throw new DomainError('shield-lifted', 'this shield was lifted already');
}
