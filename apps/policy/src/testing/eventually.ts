import { setTimeout as wait } from 'node:timers/promises';

/** Asks again until it is so, for at most `ms`; for what a process does by itself. */
export async function eventually(ask: () => Promise<boolean>, ms = 15_000): Promise<void> {
  for (const until = Date.now() + ms; !(await ask()); await wait(25)) {
    if (Date.now() > until) throw new Error(`did not happen within ${ms} ms`);
  }
}
