/**
 * npm run audit:verify -- FOLDER [--vkey KEY] [--checkpoint FILE]…
 * Verifies an export of the log offline. Ends with 0 when all is well, 1 with findings, 2 when it cannot judge.
 */
import { parseArgs } from 'node:util';
import { readSettingFile } from '#libs/sealing';
import { verifyExport, type Verdict } from '../apps/audit/src/verification/verify-export.js';

const USAGE = 'usage: npm run audit:verify -- FOLDER [--vkey KEY] [--checkpoint FILE]…';

function judge(): Verdict {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { vkey: { type: 'string' }, checkpoint: { type: 'string', multiple: true } },
  });
  const [folder, ...rest] = positionals;
  if (!folder || rest.length > 0) throw new Error(USAGE);
  const held = (values.checkpoint ?? []).map((file) => readSettingFile('--checkpoint', file));
  return verifyExport(folder, { held, ...(values.vkey ? { vkey: values.vkey } : {}) });
}

function report(verdict: Verdict): void {
  for (const { kind, message } of verdict.findings) console.log(`${kind}: ${message}`);
  const what = `${verdict.origin}: ${verdict.size} entries, ${verdict.checkpoints} checkpoints, ${verdict.details} sealed details`;
  if (!verdict.keyWasGiven)
    console.log('note: the key came with the export; with --vkey KEY it would also prove whose log this is');
  console.log(verdict.findings.length === 0 ? `ok: ${what}` : `NOT OK: ${verdict.findings.length} findings. ${what}`);
}

try {
  const verdict = judge();
  report(verdict);
  process.exitCode = verdict.findings.length === 0 ? 0 : 1;
} catch (error) {
  console.error(`cannot verify: ${(error as Error).message}`);
  process.exitCode = 2;
}
