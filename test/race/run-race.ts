import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { createTestDatabase } from '#libs/testing';
import { raceBundles } from './bundles.js';
import { judge, unexpected, type Verdict } from './checker.js';
import type { DiscloserFlaw } from './discloser/flaws.js';
import type { DiscloseOrder, Tally } from './discloser/orders.js';
import type { Disclosers } from './disclosers.js';
import { revokeUntil, type RevokePlan } from './revoker/revoke-until.js';
import { seedTown } from './seed-town.js';

export interface RacePlan extends RevokePlan, Pick<DiscloseOrder, 'work' | 'largestBatch'> {
  readonly forMs: number;
  readonly disclosers: number;
  readonly flaw?: DiscloserFlaw;
  /** Seeds a fault in the database, as its superuser, before the race starts. */
  readonly sabotage?: (admin: pg.Client) => Promise<unknown>;
  /** Stops one discloser process after another, wherever it stands, for this long each. */
  readonly freezeForMs?: number;
}

export interface RaceResult extends Verdict {
  readonly tallies: readonly Tally[];
  readonly latencies: readonly number[];
  readonly unexpected: readonly string[];
}

/** One race on a database of its own: disclosers first, then revokers against them, then the verdict. */
export async function runRace(disclosers: Disclosers, plan: RacePlan): Promise<RaceResult> {
  const database = await createTestDatabase();
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  try {
    const bundles = await raceBundles();
    await seedTown(admin, plan.residents, bundles);
    await plan.sabotage?.(admin);
    disclosers.begin({ ...plan, url: database.urlFor('relay_app'), flaw: plan.flaw ?? null });
    await wait(100);
    const deadline = Date.now() + plan.forMs;
    const freezing = plan.freezeForMs ? freezeInTurn(disclosers, deadline, plan.freezeForMs) : undefined;
    const acks = await revokeUntil(
      deadline,
      database,
      bundles.map((bundle) => bundle.hash),
      plan,
    );
    await freezing;
    const tallies = await disclosers.end();
    const verdict = await judge(admin, tallies, acks);
    return { ...verdict, tallies, latencies: acks.latencies, unexpected: unexpected(tallies, acks) };
  } finally {
    await admin.end();
    await database.drop();
  }
}

async function freezeInTurn(disclosers: Disclosers, deadline: number, forMs: number): Promise<void> {
  for (let n = 0; Date.now() < deadline; n += 1) {
    disclosers.freeze(n);
    await wait(forMs);
    disclosers.thaw(n);
    await wait(forMs / 4);
  }
}

/** `p`-th percentile of milliseconds, to a tenth. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? NaN) * 10) / 10;
}
