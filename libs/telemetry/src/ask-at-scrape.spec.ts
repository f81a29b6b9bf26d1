import { describe, expect, it } from '@jest/globals';
import { askAtScrape } from './ask-at-scrape.js';
import { createLog } from './create-log.js';
import { rememberingGauge } from './faults/remembering-gauge.js';
import { HttpMetrics } from './http-metrics.js';

const lost = () => Promise.reject(new Error('away'));
const silent = () => new Promise<never>(() => undefined);

function scraped(register: typeof askAtScrape) {
  const metrics = new HttpMetrics('spec');
  const lines: string[] = [];
  const log = createLog({ app: 'spec', level: 'info', destination: { write: (line) => void lines.push(line) } });
  let source: () => Promise<number> = lost;
  register(metrics, log, { name: 'waiting', help: 'What waits', ask: () => source() });
  /** What a scrape shows of the gauge: each answer in turn, one scrape each. */
  const shows = async (...answers: (() => Promise<number>)[]) => {
    const shown: (string | undefined)[] = [];
    for (const answer of answers) {
      source = answer;
      const page = await metrics.registry.metrics();
      expect(page).toContain('http_requests_in_flight{app="spec"} 0');
      shown.push(/^waiting\{app="spec"\} (.+)$/m.exec(page)?.[1]);
    }
    return shown;
  };
  const told = () => lines.map((line) => (JSON.parse(line) as { level: string }).level);
  return { shows, told };
}

const says = (value: number) => () => Promise.resolve(value);
/** How a source fails to say. */
const OUTAGES = { lost, silent, 'no number': says(Number.NaN) };

describe('a gauge that is asked at each scrape', () => {
  it.each(Object.entries(OUTAGES))('has no value while its source is %s, nor one before', async (_, away) => {
    expect(await scraped(askAtScrape).shows(away, says(7), away, says(0))).toEqual([undefined, '7', undefined, '0']);
  });

  it('is caught when it shows what it was told last', async () => {
    expect(await scraped(rememberingGauge).shows(lost, says(7), lost)).not.toEqual([undefined, '7', undefined]);
  });

  it('says once that it has no value, and once that it has one again', async () => {
    const { shows, told } = scraped(askAtScrape);
    await shows(says(1), lost, lost, lost, says(2), says(2), lost);
    expect(told()).toEqual(['warn', 'info', 'warn']);
  });
});
