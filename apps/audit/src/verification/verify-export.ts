import { openCheckpoint, parseVerifier } from '#libs/tlog';
import type { Check } from './check.js';
import { CHECKS } from './checks.js';
import { ExportFolder } from './export-folder.js';
import { readExport, type SignedHead } from './exported-log.js';
import type { Finding } from './finding.js';

export interface VerifyOptions {
  /** The log's public key, from elsewhere than the export. Without it the export's own is used, which an attacker may have made. */
  readonly vkey?: string;
  /** Signed checkpoints kept elsewhere (text of the note). */
  readonly held?: readonly string[];
}

export interface Verdict {
  readonly origin: string;
  readonly size: number;
  readonly checkpoints: number;
  readonly details: number;
  readonly keyWasGiven: boolean;
  readonly findings: readonly Finding[];
}

/**
 * Verifies an export offline, from its files and public keys alone. Every deviation is a finding; throws only when there
 * is nothing to judge by (no folder, no key, no checkpoint under the key, a held checkpoint of another log).
 */
export function verifyExport(path: string, options: VerifyOptions = {}, checks: readonly Check[] = CHECKS): Verdict {
  const folder = new ExportFolder(path);
  const own = folder.read('vkey')?.toString('utf8').trim();
  const vkey = options.vkey ?? own;
  if (!vkey) throw new Error('there is no vkey file in the export: give the key with --vkey');
  const verifier = parseVerifier(vkey);
  const log = readExport(folder, verifier);
  const held = (options.held ?? []).map((note): SignedHead => ({
    ...openCheckpoint(note, verifier),
    signedAt: 'unknown',
  }));
  const findings = checks.flatMap((check) => check(log, held));
  if (own !== undefined && own !== vkey) {
    findings.unshift({ kind: 'foreign-key', message: 'the vkey file of the export is not the key that you trust' });
  }
  return {
    origin: verifier.name,
    size: log.size,
    checkpoints: log.heads.length,
    details: log.details.length,
    keyWasGiven: options.vkey !== undefined,
    findings,
  };
}
