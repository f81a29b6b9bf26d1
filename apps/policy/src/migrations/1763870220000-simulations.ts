import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Shadow replays of past decisions against a draft (design 4), and what they found. No fact reads them. */
export class Simulations1763870220000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SIMULATIONS);
    await runner.query(GRANTS);
  }

  async down(): Promise<void> {
    throw new Error('what officers were shown before they approved is not dropped: restore a backup instead');
  }
}

/** `reached` is the audit's ordinal of the last decision that was looked at: a runner that dies is followed from there. */
const SIMULATIONS = `
  CREATE TABLE policy.simulation (
    id uuid PRIMARY KEY,
    hash text NOT NULL REFERENCES policy.bundle,
    from_at timestamptz NOT NULL,
    until_at timestamptz NOT NULL CHECK (until_at > from_at),
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'cancelled', 'failed')),
    asked_by uuid NOT NULL,
    agency text NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT fence.domain_now(),
    ended_at timestamptz,
    total bigint NOT NULL,
    reached bigint NOT NULL DEFAULT 0,
    done bigint NOT NULL DEFAULT 0,
    unreadable bigint NOT NULL DEFAULT 0
  );
  CREATE INDEX simulation_open ON policy.simulation (asked_at) WHERE state IN ('waiting', 'running');
  CREATE TABLE policy.simulation_difference (
    simulation_id uuid NOT NULL REFERENCES policy.simulation,
    ordinal bigint NOT NULL,
    entry_id uuid NOT NULL,
    at timestamptz NOT NULL,
    change text NOT NULL CHECK (change IN ('newly-allowed', 'newly-denied')),
    requester_id uuid NOT NULL,
    resident_id uuid NOT NULL,
    source text NOT NULL,
    recipient text NOT NULL,
    category text NOT NULL,
    purpose text NOT NULL,
    rule_before text NOT NULL,
    rule_after text NOT NULL,
    PRIMARY KEY (simulation_id, ordinal)
  );
`;

const GRANTS = `
  GRANT SELECT, INSERT ON policy.simulation TO policy_app;
  GRANT UPDATE (state, ended_at, reached, done, unreadable) ON policy.simulation TO policy_app;
  GRANT SELECT, INSERT ON policy.simulation_difference TO policy_app;
`;
