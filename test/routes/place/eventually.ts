import { setTimeout as wait } from 'node:timers/promises';

/** Asks again until there is an answer, for at most `ms`. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>, ms = 20_000): Promise<T> {
  for (const until = Date.now() + ms; ; await wait(25)) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`did not happen within ${ms} ms: ${what}`);
  }
}
