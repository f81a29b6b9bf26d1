import { type Log } from '#libs/telemetry';
import { isTransient } from '../problem/transient-failures.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Tries until what the app needs at its start is there, with doubling pauses and one clear line per attempt. Only transient
 * failures are waited out (connection refused, starting up); anything else, such as a wrong password, is thrown at once.
 */
export async function waitFor<T>(what: string, attempt: () => Promise<T>, log: Log): Promise<T> {
  for (let attempts = 1, delayMs = FIRST_PAUSE_MS; ; attempts += 1, delayMs = Math.min(delayMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isTransient(error)) throw error;
      log.warn({ attempt: attempts, delayMs, check: what, err: error }, 'waiting for something that is away');
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
}
