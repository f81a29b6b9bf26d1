import { readFileSync } from 'node:fs';
import { hammer, requestBytes } from '../raw-client.js';

/*
 * The load generator as a process of its own: `raw-load.js PORT PATH BODIES_FILE CONNECTIONS SECONDS`, one JSON body a
 * line. Prints how many were answered 200, how many were not, how long it took, and each duration's percentile.
 */
const [port, path, file, connections, seconds] = process.argv.slice(2) as [string, string, string, string, string];

const requests = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((body) => requestBytes({ path, body }));

const { answered, failed, tookMs, durations } = await hammer({
  port: Number(port),
  requests,
  connections: Number(connections),
  seconds: Number(seconds),
});
const sorted = durations.sort();
const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
const seen = { answered, failed, took: tookMs / 1000, p50Ms: at(0.5), p99Ms: at(0.99) };
process.stdout.write(`${JSON.stringify(seen)}\n`);
