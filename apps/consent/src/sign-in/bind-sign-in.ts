import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import { holdSignIn, UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { ConsentConfig } from '../config.js';
import { requireDecider } from '../resident/require-decider.js';
import { whoTheyAreNow } from '../resident/who-they-are-now.js';
import { presentSignIn, SignInStore, stateOf } from './sign-in-store.js';
import type { SignInView } from './sign-in.dto.js';

/**
 * Binds a sign-in to a resident: whoever holds it gives consent in their name. One privacy officer or information governance
 * lead asks, after proof of identity; it counts when another one, also of an agency that knows the resident, confirms.
 */
@Injectable()
export class BindSignIn {
  constructor(
    private readonly work: UnitOfWork,
    private readonly signIns: SignInStore,
    private readonly config: ConsentConfig,
  ) {}

  /** Idempotent while the request holds, whoever asks; never moves a sign-in. */
  ask(principal: Principal, id: string, resolved: string, subject: string): Promise<SignInView> {
    requireDecider(principal);
    const issuer = this.config.OIDC_ISSUER_RESIDENT;
    return this.work.run(async (tx) => {
      await holdSignIn(tx, issuer, subject);
      const residentId = await whoTheyAreNow(tx, resolved);
      const standing = await this.signIns.standing(tx, issuer, subject, residentId);
      if (standing !== undefined && stateOf(standing) !== 'lapsed') return presentSignIn(standing);
      await this.signIns.requireFree(tx, { issuer, subject });
      const asked = await this.signIns.change(tx, principal, 'sign-in-asked', { id, residentId }, () =>
        tx.query(
          'INSERT INTO consent.sign_in_binding (id, issuer, subject, resident_id, asked_by) VALUES ($1, $2, $3, $4, $5)',
          [id, issuer, subject, residentId, principal.id],
        ),
      );
      return presentSignIn(asked);
    });
  }

  /** Idempotent once it counts. Rejects with `second-person-needed` for whoever asked. */
  confirm(principal: Principal, id: string): Promise<SignInView> {
    requireDecider(principal);
    return this.work.run(async (tx) => {
      const { issuer, subject } = await this.signIns.find(tx, principal, id);
      await holdSignIn(tx, issuer, subject);
      const binding = await this.signIns.find(tx, principal, id);
      const state = stateOf(binding);
      if (state === 'counts') return presentSignIn(binding);
      if (state === 'removed') throw new DomainError('sign-in-removed', 'this sign-in was taken away: ask for it anew');
      if (state === 'lapsed')
        throw new DomainError('sign-in-lapsed', 'nobody confirmed this within a week: ask for it anew');
      if (binding.askedBy === principal.id)
        throw new DomainError('second-person-needed', 'a sign-in is bound by two: somebody else confirms');
      await this.signIns.requireFree(tx, binding);
      await this.work.mark(tx, `resident:${binding.residentId}`);
      const counts = await this.signIns.change(tx, principal, 'sign-in-added', binding, () =>
        tx.query('SELECT consent.confirm_sign_in_v2($1, $2)', [id, principal.id]),
      );
      return presentSignIn(counts);
    });
  }
}
