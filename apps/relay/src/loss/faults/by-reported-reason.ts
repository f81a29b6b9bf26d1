import type { terminalLoss } from '../terminal-loss.js';

const CAUSES = { withdrawn: 'withdrawn', refused: 'refused', objected: 'refused' } as const;

/** The fault: the first of several reasons that a denial reports decides whether keys are destroyed. */
export const lossByReportedReason: typeof terminalLoss = (_row, _facts, { outcome, reason }) => {
  if (outcome === 'permit' || !(reason in CAUSES)) return null;
  const named = reason as keyof typeof CAUSES;
  return { reason: named, cause: CAUSES[named] };
};
