import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../local/layout.js';

const GENERATOR = join(PROJECT_ROOT, 'dist', 'scripts', 'bench', 'requests', 'load-process.js');
const LONGEST_REPORT = 256 * 1024 * 1024;
const run = promisify(execFile);

/** One person's requests of one server, sent from a process of its own: it slows nothing down that the caller times. */
export interface Requests {
  /** Of this machine. */
  readonly port: number;
  readonly paths: readonly string[];
  /** JSON for each path: a POST. A GET where there are none. */
  readonly bodies?: readonly object[];
  readonly token?: string;
  readonly connections: number;
  readonly seconds: number;
  /** Ends with the last request instead of beginning anew. */
  readonly once: boolean;
  /** What the body of a good answer holds. */
  readonly expects?: string;
}

export interface Answered {
  readonly answered: number;
  readonly failed: number;
  readonly tookMs: number;
  /** Of each answer, in milliseconds. */
  readonly durations: readonly number[];
}

/** The plan lies in a file of its owner alone while it runs: there is a token in it. */
export async function sendRequests(requests: Requests): Promise<Answered> {
  const plan = join(tmpdir(), `consent-broker-requests-${randomUUID()}.json`);
  writeFileSync(plan, JSON.stringify(requests), { mode: 0o600 });
  try {
    const { stdout } = await run(process.execPath, [GENERATOR, plan], { maxBuffer: LONGEST_REPORT });
    return JSON.parse(stdout) as Answered;
  } finally {
    rmSync(plan, { force: true });
  }
}
