import { FLOWS, type Flow } from '../town.js';
import { PLACE, type RevokingSession, type Statement } from './revoking-session.js';

export const PLACE_CHANGES = [
  'suspend-agreement',
  'narrow-agreement',
  'suspend-agency',
  'stop-category',
  'switch-bundle',
] as const;
export type PlaceChange = (typeof PLACE_CHANGES)[number];
export const PRACTITIONER_CHANGES = ['suspend', 'training-lapsed'] as const;
export type PractitionerChange = (typeof PRACTITIONER_CHANGES)[number];

const setAgency = (code: string, status: string): Statement => [
  'UPDATE policy.agency SET status = $2 WHERE code = $1',
  code,
  status,
];
const setAgreement = (id: string, state: string): Statement => [
  'UPDATE policy.agreement SET state = $2 WHERE id = $1',
  id,
  state,
];
const setCategories = (id: string, categories: readonly string[]): Statement => [
  'UPDATE policy.agreement SET categories = $2 WHERE id = $1',
  id,
  categories,
];
const setBundle = (hash: string): Statement => [
  `INSERT INTO policy.bundle_schedule (hash, approved_by) VALUES ($1, 'race')`,
  hash,
];

/** What takes it away and what gives it back. */
function statementsOf(change: PlaceChange, flow: Flow, bundles: readonly string[]): readonly [Statement, Statement] {
  const category = flow.categories[1]!;
  switch (change) {
    case 'suspend-agreement':
      return [setAgreement(flow.agreement, 'suspended'), setAgreement(flow.agreement, 'live')];
    case 'narrow-agreement':
      return [
        setCategories(flow.agreement, flow.categories.slice(0, 1)),
        setCategories(flow.agreement, flow.categories),
      ];
    case 'suspend-agency':
      return [setAgency(flow.source, 'suspended'), setAgency(flow.source, 'active')];
    case 'stop-category':
      return [
        [`INSERT INTO policy.category_stop (category, stopped_by) VALUES ($1, 'race')`, category],
        ['DELETE FROM policy.category_stop WHERE category = $1', category],
      ];
    case 'switch-bundle':
      return [setBundle(bundles[1]!), setBundle(bundles[0]!)];
  }
}

/** Changes that an officer makes: to the whole place, or to one practitioner or system. */
export class GovernanceChanges {
  constructor(
    private readonly policy: RevokingSession,
    private readonly bundles: readonly string[],
    private readonly pause: (ms: number) => Promise<void>,
  ) {}

  async revokeAndRestorePlace(change: PlaceChange, flow: number, holdMs: number): Promise<void> {
    const [revoke, restore] = statementsOf(change, FLOWS[flow]!, this.bundles);
    await this.policy.change(PLACE, change, revoke);
    await this.pause(holdMs);
    await this.policy.change(PLACE, 'restore', restore);
  }

  async revokeAndRestorePractitioner(change: PractitionerChange, id: string, holdMs: number): Promise<void> {
    const at = { level: 2, key: id } as const;
    const revoke =
      change === 'suspend'
        ? `UPDATE policy.principal SET status = 'suspended' WHERE id = $1`
        : 'UPDATE policy.principal SET training_expires_at = fence.domain_now() WHERE id = $1';
    await this.policy.change(at, change, [revoke, id]);
    await this.pause(holdMs);
    const restore = `UPDATE policy.principal SET status = 'active', training_expires_at = '2099-01-01Z' WHERE id = $1`;
    await this.policy.change(at, 'restore', [restore, id]);
  }
}
