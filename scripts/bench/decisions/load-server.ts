import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../local/layout.js';
import type { Round } from '../round.js';

export const CONNECTIONS = 32;
const GENERATOR = join(PROJECT_ROOT, 'dist', 'scripts', 'bench', 'decisions', 'raw-load.js');
const run = promisify(execFile);

export interface ServerUnderLoad {
  /** Of this machine. */
  readonly port: number;
  readonly path: string;
  /** A file with one JSON body a line. */
  readonly bodies: string;
}

interface Seen {
  readonly answered: number;
  readonly failed: number;
  readonly took: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Requests a second by 32 callers, from a process of its own. @throws Error when any was not answered 200 */
export async function loadServer({ port, path, bodies }: ServerUnderLoad, seconds: number): Promise<Round> {
  const args = [GENERATOR, String(port), path, bodies, String(CONNECTIONS), String(seconds)];
  const { stdout } = await run(process.execPath, args);
  const { answered, failed, took, p50Ms, p99Ms } = JSON.parse(stdout) as Seen;
  if (failed > 0 || answered === 0) throw new Error(`${failed} of ${answered} requests to ${path} failed`);
  return { perSecond: answered / took, p50Ms, p99Ms };
}
