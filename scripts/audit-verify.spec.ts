import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportLog } from '../apps/audit/src/export/export-log.js';
import { writeFolder } from '../apps/audit/src/export/write-folder.js';
import { sequenceBatch } from '../apps/audit/src/sequencing/sequence-batch.js';
import { openLogFixture, type LogFixture } from '../apps/audit/src/testing/log-fixture.js';

let fixture: LogFixture;
let folder: string;
beforeAll(async () => {
  fixture = await openLogFixture();
  await fixture.append(5);
  await sequenceBatch(fixture.app, fixture.signer, { limit: 5 });
  folder = mkdtempSync(join(tmpdir(), 'audit-verify-'));
  await writeFolder(exportLog(fixture.app, fixture.signer, 'all'), folder);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await fixture.close();
});

/** As `npm run audit:verify -- …` runs it, from the sources; no database and no network in its environment. */
function run(...args: string[]): { status: number | null; output: string } {
  const loader = ['--import', './test/setup/typescript.mjs', 'scripts/audit-verify.ts'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...loader, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
  return { status, output: stdout + stderr };
}

describe('npm run audit:verify', () => {
  it('ends with 0 and says what it checked', () => {
    const { status, output } = run(folder, '--vkey', fixture.signer.vkey, '--checkpoint', join(folder, 'checkpoint'));
    expect(output).toContain('ok: log.example/northmere: 5 entries, 1 checkpoints, 5 sealed details');
    expect(status).toBe(0);
  });

  it('says so when it had to take the key from the export', () => {
    expect(run(folder).output).toContain('the key came with the export');
  });

  it('ends with 1 and names the entry that was edited', () => {
    const bundle = join(folder, 'tile/entries/000.p/5');
    const bytes = readFileSync(bundle);
    writeFileSync(bundle, Buffer.from(bytes.toString('latin1').replace('"bundle":null', '"bundle":NULL'), 'latin1'));
    const { status, output } = run(folder, '--vkey', fixture.signer.vkey);
    writeFileSync(bundle, bytes);
    expect(output).toContain('edited: entry 0 was edited');
    expect(output).toContain('NOT OK');
    expect(status).toBe(1);
  });

  it.each([
    ['no folder is named', []],
    ['the folder does not exist', ['/nonexistent-folder']],
    ['an option is unknown', ['.', '--force']],
    ['the key is no key', ['.', '--vkey', 'x']],
  ])('ends with 2 where %s', (_what, args) => {
    const { status, output } = run(...args);
    expect(output).toContain('cannot verify: ');
    expect(status).toBe(2);
  });
});
