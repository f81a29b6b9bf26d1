import { Gauge } from 'prom-client';
import type { askAtScrape } from '../ask-at-scrape.js';

/** The fault: what could not be asked for is shown as it was last. */
export const rememberingGauge: typeof askAtScrape = (metrics, _log, { name, help, ask }) => {
  new Gauge({
    name,
    help,
    registers: [metrics.registry],
    async collect() {
      const value = await ask().catch(() => undefined);
      if (value !== undefined) this.set(value);
    },
  });
};
