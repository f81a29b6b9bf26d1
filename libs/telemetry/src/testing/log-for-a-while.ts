/** A process that logs more than waits, to standard output, and then says on standard error what it lived to see. */
import { setTimeout as wait } from 'node:timers/promises';
import { createLog, HttpMetrics } from '../index.js';

const LINES = 10_000;
/** The seeded fault: standard output with nobody to hear that it fails. */
const destination = process.argv.includes('--careless')
  ? { write: (line: string) => void process.stdout.write(line) }
  : undefined;
const log = createLog({ app: 'spec', level: 'info', ...(destination ? { destination } : {}) });
for (let line = 0; line < LINES; line += 1) {
  log.info({ count: line }, 'a line that takes its place among many others');
  if (line % 1_000 === 0) await wait(1);
}
const metrics = await new HttpMetrics('spec').registry.metrics();
const told = /^log_lines_dropped_total\S* (\d+)$/m.exec(metrics)?.[1];
process.stderr.write(JSON.stringify({ lived: true, dropped: Number(told) }));
