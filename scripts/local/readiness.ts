import { setTimeout as wait } from 'node:timers/promises';
import type { AppProcess } from './app-process.js';
import { say, seconds, warn } from './say.js';

const POLL_MS = 100;
const REMIND_MS = 15_000;
const READY_WITHIN_MS = 180_000;

/** An app ended, or said nothing, before it was ready. Carries the end of its log. */
export class NotReady extends Error {}

/** Resolves when the app's /readyz says so; reminds of what is waited for; rejects as soon as it cannot succeed. */
export async function untilReady(app: AppProcess, url: string, signal: AbortSignal): Promise<void> {
  const started = Date.now();
  let reminded = started;
  while (!(await isReady(url))) {
    signal.throwIfAborted();
    if (app.hasFailed) throw new NotReady(`${app.name} did not start. The end of its log:\n${app.lastWords()}`);
    if (Date.now() - started > READY_WITHIN_MS)
      throw new NotReady(`${app.name} is not ready after ${seconds(started)}. The end of its log:\n${app.lastWords()}`);
    if (Date.now() - reminded > REMIND_MS) {
      reminded = Date.now();
      warn(`  still waiting for ${app.name} (${seconds(started)})`);
    }
    await wait(POLL_MS, undefined, { signal });
  }
  say(`  ${app.name} is ready (${seconds(started)})`);
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
