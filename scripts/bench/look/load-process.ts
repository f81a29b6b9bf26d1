import { readFileSync } from 'node:fs';
import { hammer, requestBytes } from '../raw-client.js';
import type { Looks, LooksSeen } from './send-looks.js';

/* Sends looks from a process of its own: `load-process.js PLAN_FILE` (JSON, `Looks`). Prints `LooksSeen` as JSON. */
const { port, paths, token, connections, seconds, once, expects } = JSON.parse(
  readFileSync(process.argv[2]!, 'utf8'),
) as Looks;
const requests = paths.map((path) => requestBytes({ path, token }));
const expected = expects === undefined ? {} : { expects: Buffer.from(expects) };
const { answered, failed, tookMs, durations } = await hammer({
  port,
  requests,
  connections,
  seconds,
  once,
  ...expected,
});
const seen: LooksSeen = {
  answered,
  failed,
  tookMs,
  durations: Array.from(durations, (took) => Number(took.toFixed(3))),
};
process.stdout.write(`${JSON.stringify(seen)}\n`);
