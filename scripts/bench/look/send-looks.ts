import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../local/layout.js';

const GENERATOR = join(PROJECT_ROOT, 'dist', 'scripts', 'bench', 'look', 'load-process.js');
const LONGEST_REPORT = 256 * 1024 * 1024;
const run = promisify(execFile);

/** One person's GETs of one server, sent from a process of its own. */
export interface Looks {
  /** Of this machine. */
  readonly port: number;
  readonly paths: readonly string[];
  readonly token: string;
  readonly connections: number;
  readonly seconds: number;
  /** Ends with the last path instead of beginning anew. */
  readonly once: boolean;
  /** What the body of a good answer holds. */
  readonly expects?: string;
}

export interface LooksSeen {
  readonly answered: number;
  readonly failed: number;
  readonly tookMs: number;
  /** Of each answer, in milliseconds. */
  readonly durations: readonly number[];
}

/** `folder` holds the plan while it runs, for its owner alone: there is a token in it. */
export async function sendLooks(looks: Looks, folder: string): Promise<LooksSeen> {
  const plan = join(folder, 'looks.json');
  writeFileSync(plan, JSON.stringify(looks), { mode: 0o600 });
  try {
    const { stdout } = await run(process.execPath, [GENERATOR, plan], { maxBuffer: LONGEST_REPORT });
    return JSON.parse(stdout) as LooksSeen;
  } finally {
    rmSync(plan, { force: true });
  }
}
