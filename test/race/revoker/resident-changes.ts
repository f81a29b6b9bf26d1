import type { Category } from '#libs/domain';
import { ADAPTATIONS, directiveId, FLOWS, relationshipId, residentIds } from '../town.js';
import type { FenceKey, RevokingSession, Statement } from './revoking-session.js';

export const RESIDENT_CHANGES = [
  'withdraw',
  'refuse',
  'narrow',
  'expire',
  'restrict',
  'shield',
  'end-relationship',
] as const;
export type ResidentChange = (typeof RESIDENT_CHANGES)[number];

const SUPERSEDE =
  'UPDATE consent.directive SET superseded_at = fence.domain_now() WHERE id = $1 AND superseded_at IS NULL';
const NEW_VERSION = `INSERT INTO consent.directive (id, version, resident_id, status, sources, recipients, categories, purposes,
    starts_at, expires_at, channel, recorded_by)
  SELECT $1, 1 + (SELECT max(version) FROM consent.directive WHERE id = $1), $2, $3, $4, $5, $6, $7, fence.domain_now(),
    fence.domain_now() + $8::interval,
    'online', 'race'`;

const SHIELD = `INSERT INTO consent.shield (id, resident_id, set_by) VALUES (gen_random_uuid(), $1, 'race')`;
const UNSHIELD = `UPDATE consent.shield SET ends_at = fence.domain_now(), lift_requested_by = 'race', lifted_by = 'other'
  WHERE resident_id = $1 AND ends_at IS NULL`;

/** How long a consent that is about to run out lives, and how long before its end its witness takes the lock. */
const SHORT_CONSENT_MS = 120;
const WITNESSED_FOR_MS = 80;

/** One resident's facts, changed the way the consent and policy apps do: a new version beside the superseded one. */
export class ResidentChanges {
  constructor(
    private readonly consent: RevokingSession,
    private readonly policy: RevokingSession,
    private readonly pause: (ms: number) => Promise<void>,
  ) {}

  /** Takes something away from resident n, waits while it must hold, and gives it back. */
  async revokeAndRestore(n: number, residents: number, change: ResidentChange, holdMs: number): Promise<void> {
    const at: FenceKey = { level: 3, key: residentIds(residents)[n]! };
    const given = (categories: readonly Category[], livesFor: string | null = null): Statement[] =>
      this.version(n, at.key, 'ConsentGiven', categories, livesFor);
    const all = ADAPTATIONS.categories;
    if (change === 'restrict') {
      const restrict = `INSERT INTO consent.restriction (id, resident_id, reason, recorded_by) VALUES (gen_random_uuid(), $1, 'race', 'race')`;
      await this.consent.change(at, change, [restrict, at.key]);
      await this.pause(holdMs);
      const lift = `UPDATE consent.restriction SET ends_at = fence.domain_now(), lifted_by = 'race' WHERE resident_id = $1 AND ends_at IS NULL`;
      await this.consent.change(at, 'lift', [lift, at.key]);
    } else if (change === 'shield') {
      await this.consent.change(at, change, [SHIELD, at.key]);
      await this.pause(holdMs);
      await this.consent.change(at, 'unshield', [UNSHIELD, at.key]);
    } else if (change === 'end-relationship') {
      const flow = n % FLOWS.length;
      const end = (when: string): Statement => [
        `UPDATE policy.relationship SET ends_at = ${when} WHERE id = $1`,
        relationshipId(n, flow),
      ];
      await this.policy.change(at, change, end('fence.domain_now()'));
      await this.pause(holdMs);
      await this.policy.change(at, 'renew', end('NULL'));
    } else {
      if (change === 'expire') await this.letExpire(at, given);
      else if (change === 'narrow') await this.consent.change(at, change, ...given(all.slice(0, 1)));
      else
        await this.consent.change(
          at,
          change,
          ...this.version(n, at.key, change === 'withdraw' ? 'ConsentWithdrawn' : 'ConsentRefused', all, null),
        );
      await this.pause(holdMs);
      await this.consent.change(at, 'give', ...given(all));
    }
  }

  private async letExpire(
    at: FenceKey,
    given: (categories: readonly Category[], livesFor: string) => Statement[],
  ): Promise<void> {
    await this.consent.change(at, 'short', ...given(ADAPTATIONS.categories, `${SHORT_CONSENT_MS} ms`));
    await this.pause(SHORT_CONSENT_MS - WITNESSED_FOR_MS);
    await this.consent.witnessExpiry(at.key);
  }

  private version(
    n: number,
    resident: string,
    status: string,
    categories: readonly Category[],
    livesFor: string | null,
  ): Statement[] {
    const scope = [[ADAPTATIONS.source], [ADAPTATIONS.recipient], categories, [ADAPTATIONS.purpose]];
    return [
      [SUPERSEDE, directiveId(n)],
      [NEW_VERSION, directiveId(n), resident, status, ...scope, livesFor],
    ];
  }
}
