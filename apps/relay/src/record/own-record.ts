import { noObligations, type Decision, type OtherRight } from '#libs/domain';
import type { Facts } from '#libs/pdp';

/**
 * The right of an agency to know what became of a record that it posted itself. No agreement is needed for it, but the
 * requester and the agency must be in good standing, and the decision carries the epochs that the fence compares.
 */
export function decideOwnRecord(facts: Facts): Decision & { readonly rule: OtherRight } {
  const { requester } = facts;
  const standing = requester?.status === 'active' && requester.agencyStatus === 'active';
  const reason = !requester
    ? 'requester-unknown'
    : requester.status === 'active'
      ? 'agency-suspended'
      : 'requester-suspended';
  return {
    outcome: standing ? 'permit' : 'deny',
    rule: 'own-record',
    reason: standing ? 'permitted' : reason,
    explain: 'An agency may see what became of a record that it posted.',
    basis: null,
    agreement: null,
    obligations: noObligations(),
    notAfter: null,
    bundle: facts.bundle ?? '',
    epochs: facts.epochs,
    decidedAt: facts.now,
  };
}
