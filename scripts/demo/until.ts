import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;
const WITHIN_MS = 60_000;

/** Looks again and again until there is an answer; rejects after a minute (or as given), saying what was waited for. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  withinMs = WITHIN_MS,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`waited ${withinMs / 1000} s in vain until ${what}`);
    await wait(LOOK_EVERY_MS);
  }
}
