import { readFileSync } from 'node:fs';
import { hammer, requestBytes } from '../raw-client.js';
import type { Answered, Requests } from './send-requests.js';

/* Sends requests from a process of its own: `load-process.js PLAN_FILE` (JSON, `Requests`). Prints `Answered` as JSON. */
const { port, paths, bodies, token, connections, seconds, once, expects } = JSON.parse(
  readFileSync(process.argv[2]!, 'utf8'),
) as Requests;
const count = Math.max(paths.length, bodies?.length ?? 0);
const requests = Array.from({ length: count }, (_, at) =>
  requestBytes({
    path: paths[at % paths.length]!,
    ...(token === undefined ? {} : { token }),
    ...(bodies ? { body: JSON.stringify(bodies[at]) } : {}),
  }),
);
const { answered, failed, tookMs, durations } = await hammer({
  ...{ port, requests, connections, seconds, once },
  ...(expects === undefined ? {} : { expects: Buffer.from(expects) }),
});
const seen: Answered = {
  ...{ answered, failed, tookMs },
  durations: Array.from(durations, (took) => Number(took.toFixed(3))),
};
process.stdout.write(`${JSON.stringify(seen)}\n`);
