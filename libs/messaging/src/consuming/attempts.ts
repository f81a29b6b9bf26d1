import { BackOff } from '#libs/persistence';
import type { MessagingLog } from '../messaging-log.js';
import { codeOf, describeWait, kindOf } from './failure.js';

export interface AttemptLimits {
  /** Tries of a message whose handler refuses it. */
  readonly poison: number;
  /** Tries of a message whose transaction keeps losing races. */
  readonly transient: number;
}

export const DEFAULT_LIMITS: AttemptLimits = { poison: 3, transient: 10 };

/** `done`, refused for good with its `code`, or given up because the partition is no longer ours. */
export type AttemptResult<T> = { readonly done: T } | { readonly refused: string } | 'interrupted';

/**
 * Tries until the work succeeds, is refused often enough or is no longer wanted. Waits out a database that is away
 * without counting, with one clear line when the wait begins and at each longer step.
 */
export async function attempt<T>(
  work: () => Promise<T>,
  wanted: () => boolean,
  limits: AttemptLimits,
  pause: (ms: number) => Promise<void>,
  log: MessagingLog,
): Promise<AttemptResult<T>> {
  const tries = { poison: 0, transient: 0 };
  const away = new BackOff(100, 5_000);
  const again = new BackOff(10, 500);
  while (wanted()) {
    try {
      const done = await work();
      if (away.attempt > 0) log.info({ attempts: away.attempt }, 'the database answers again; consuming goes on');
      return { done };
    } catch (err) {
      const kind = kindOf(err);
      if (kind === 'away') {
        const delayMs = away.next();
        log.warn({ attempt: away.attempt, delayMs, code: codeOf(err) }, `consuming waits: ${describeWait(err)}`);
        await pause(delayMs);
      } else {
        tries[kind] += 1;
        if (tries[kind] >= limits[kind]) return { refused: codeOf(err) };
        await pause(again.next());
      }
    }
  }
  return 'interrupted';
}
