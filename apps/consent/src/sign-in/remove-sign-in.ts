import type { Once, Principal } from '#libs/http';
import { holdSignIn, UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { presentSignIn, SignInStore } from './sign-in-store.js';
import type { SignInView } from './sign-in.dto.js';

/**
 * Takes a sign-in away, or turns down that it was asked for: the resident, or any member of staff whom they tell, alone and at
 * once (domain 1.15). It fences like a withdrawal; from the next request on, its tokens open nothing. Idempotent.
 */
@Injectable()
export class RemoveSignIn {
  constructor(
    private readonly work: UnitOfWork,
    private readonly signIns: SignInStore,
  ) {}

  remove(principal: Principal, id: string, once: Once): Promise<SignInView> {
    return this.work.stop((tx) =>
      once(tx, async () => {
        const { issuer, subject } = await this.signIns.find(tx, principal, id);
        await holdSignIn(tx, issuer, subject);
        const binding = await this.signIns.find(tx, principal, id);
        if (binding.removedAt !== null) return presentSignIn(binding);
        await this.work.mark(tx, `resident:${binding.residentId}`);
        const removed = await this.signIns.change(tx, principal, 'sign-in-removed', binding, () =>
          tx.query('SELECT consent.remove_sign_in_v2($1, $2)', [id, principal.id]),
        );
        return presentSignIn(removed);
      }),
    );
  }
}
