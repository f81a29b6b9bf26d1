import type { Agreement } from '../agreements.js';

interface Change extends Partial<Agreement> {
  /** Of its one party, where no others are said. */
  readonly source?: string;
  readonly recipient?: string;
  readonly roles?: Agreement['recipientRoles'];
}

/** An agreement in force, as a practitioner's pages read it: REACH's leads read medicines of the surgery, unless `change` says else. */
export const agreementOf = ({
  source = 'NM-GP',
  recipient = 'REACH',
  roles = ['reablement-lead'],
  ...change
}: Change = {}): Agreement => ({
  ...{ id: 'D1', title: 'Discharge', purpose: 'COC', mode: 'DIRECT_CARE', state: 'live' },
  parties: [{ source, recipient, bases: null }],
  ...{ categories: ['MEDS', 'FUNCTION'], recipientRoles: [...roles] },
  ...change,
});
