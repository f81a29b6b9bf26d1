import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** One real PostgreSQL for the run, and in it a migrated template database that every spec file clones. */
export default async function startDatabase() {
  const child = spawn(process.execPath, ['--import', './test/setup/typescript.mjs', 'test/setup/database.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '--enable-source-maps' },
  });
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the test database ended while starting (exit code ${code})`)));
  });
  globalThis.testDatabase = child;
  process.env.TEST_POSTGRES_URL = url;
}
