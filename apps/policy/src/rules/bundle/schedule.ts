import type { EntityManager } from 'typeorm';
import { domainNow } from '../../storage/clock.js';
import { BundleScheduleRow } from './bundle-schedule.row.js';

/** What the schedule says at one moment. */
export interface Standing {
  readonly inForce: string | null;
  readonly since: Date | null;
  /** The one change to come, where there is one. */
  readonly pending: { readonly hash: string; readonly at: Date } | null;
  /** Approved bundles beneath the one in force, the nearest first: where a rollback may go. */
  readonly beneath: readonly string[];
  /** Every bundle that ever decided. */
  readonly past: ReadonlySet<string>;
}

type Line = Pick<BundleScheduleRow, 'hash' | 'kind' | 'effectiveAt' | 'decidedAt'>;

/**
 * Reads the schedule (rows in the order decided) as `policy.bundle_now_v1` does: the newest row whose moment has come.
 * A row whose moment had not come when a newer one was decided never takes effect.
 */
export function standingAt(rows: readonly Line[], now: Date): Standing {
  const taken = rows.filter(
    ({ effectiveAt }, at) => effectiveAt <= now && !rows.slice(at + 1).some((newer) => newer.decidedAt < effectiveAt),
  );
  const stack: string[] = [];
  for (const { hash, kind } of taken) {
    const at = stack.indexOf(hash);
    // Going back takes off what lay above; the same bundle activated anew stands where it is put.
    if (at >= 0) stack.splice(at, kind === 'rollback' ? stack.length : 1);
    stack.push(hash);
  }
  const last = rows.at(-1);
  return {
    inForce: stack.at(-1) ?? null,
    since: taken.at(-1)?.effectiveAt ?? null,
    pending: last && last.effectiveAt > now ? { hash: last.hash, at: last.effectiveAt } : null,
    beneath: stack.slice(0, -1).reverse(),
    past: new Set(taken.map(({ hash }) => hash)),
  };
}

export async function readStanding(tx: EntityManager): Promise<Standing> {
  // The clock first: a row that is decided in between has not come at that moment.
  const now = await domainNow(tx);
  return standingAt(await tx.find(BundleScheduleRow, { order: { ordinal: 'ASC' } }), now);
}

/** Changes to the schedule come one after the other; taken before the fence's own lock. */
export const HOLD_SCHEDULE = "SELECT fence.hold_v1('bundle-schedule', '')";

/** The schedule as it stands, held until the transaction ends. */
export async function holdSchedule(tx: EntityManager): Promise<Standing> {
  await tx.query(HOLD_SCHEDULE);
  return readStanding(tx);
}
