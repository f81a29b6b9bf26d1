import { checkTlogProof, openCheckpoint, parseTlogProof, parseVerifier } from '#libs/tlog';
import type { EntryEvidence, Evidence } from './evidence.js';

export const STEPS = ['head', 'proof', 'entry', 'inclusion'] as const;
export interface Finding {
  readonly step: (typeof STEPS)[number];
  readonly holds: boolean;
}

/** What `browser/verify.mjs` checks, step by step, for who has no script. The same steps under the same names. */
export function checkEvidence({ vkey, checkpoint, entry }: Evidence): Finding[] {
  const head: Finding = { step: 'head', holds: holds(() => openCheckpoint(checkpoint, parseVerifier(vkey))) };
  return entry ? [head, ...checkEntry(entry, vkey)] : [head];
}

function checkEntry({ id, time, proof, leaf }: EntryEvidence, vkey: string): Finding[] {
  return [
    { step: 'proof', holds: holds(() => openCheckpoint(parseTlogProof(proof).checkpoint, parseVerifier(vkey))) },
    {
      step: 'entry',
      holds: holds(() => {
        const said = JSON.parse(leaf) as { id?: unknown; time?: unknown };
        return said.id === id && said.time === time;
      }),
    },
    { step: 'inclusion', holds: holds(() => checkTlogProof(Buffer.from(leaf), proof, parseVerifier(vkey))) },
  ];
}

/** Whatever goes wrong while checking is a claim that does not hold. */
function holds(claim: () => unknown): boolean {
  try {
    return claim() !== false;
  } catch {
    return false;
  }
}
