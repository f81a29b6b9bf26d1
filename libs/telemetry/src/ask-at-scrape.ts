import { Gauge } from 'prom-client';
import type { HttpMetrics } from './http-metrics.js';
import type { Log } from './log.js';

/** A number that somebody else knows: a database, mostly. */
export interface Asked {
  readonly name: string;
  readonly help: string;
  /** Rejects, or says no finite number, where it cannot be said. */
  readonly ask: () => Promise<number>;
}

/** A scraper gives up on the whole page, usually after 10 s: one silent source must not take the other metrics with it. */
const ASK_WITHIN_MS = 1_000;

/**
 * A gauge whose value is asked for at each scrape and never remembered: where it cannot be said there is no value, because an
 * old one says that all is well, and the other metrics stand. The log says so once, and once more when it can be said again.
 */
export function askAtScrape(metrics: HttpMetrics, log: Log, { name, help, ask }: Asked): void {
  let known = true;
  new Gauge({
    name,
    help,
    registers: [metrics.registry],
    async collect() {
      try {
        this.set(await answerOf(ask));
        if (!known) log.info({ check: name }, 'a metric has a value again');
        known = true;
      } catch (err) {
        this.remove();
        if (known) log.warn({ check: name, err }, 'a metric has no value: what it is asked of does not say');
        known = false;
      }
    },
  });
}

async function answerOf(ask: Asked['ask']): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const cut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoValue('no answer in time')), ASK_WITHIN_MS);
  });
  try {
    const value = await Promise.race([ask(), cut]);
    if (!Number.isFinite(value)) throw new NoValue('the answer is no number');
    return value;
  } finally {
    clearTimeout(timer);
  }
}

class NoValue extends Error {
  override readonly name = 'NoValue';
}
