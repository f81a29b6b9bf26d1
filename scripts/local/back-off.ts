import { setTimeout as wait } from 'node:timers/promises';

export interface BackOff {
  readonly firstMs: number;
  readonly longestMs: number;
  /** Told of each failure and of the pause that follows it. */
  readonly onFailure?: (error: unknown, pauseMs: number) => void;
  /** A failure that waiting cannot mend ends the attempts. */
  readonly isFinal?: (error: unknown) => boolean;
  readonly signal: AbortSignal;
}

/** Tries until it works, pausing longer each time; rejects on a final failure or when the signal aborts. */
export async function untilItWorks<T>(attempt: () => Promise<T>, options: BackOff): Promise<T> {
  let pauseMs = options.firstMs;
  for (;;) {
    options.signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (options.signal.aborted || options.isFinal?.(error)) throw error;
      options.onFailure?.(error, pauseMs);
    }
    await wait(pauseMs, undefined, { signal: options.signal });
    pauseMs = Math.min(pauseMs * 2, options.longestMs);
  }
}
