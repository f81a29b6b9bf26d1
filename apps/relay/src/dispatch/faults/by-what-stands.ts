import { terminalLoss } from '../terminal-loss.js';

/** The fault: only what stands today counts, so that a new consent revives what an earlier no had ended. */
export const lossByWhatStands: typeof terminalLoss = (row, facts, decision) => terminalLoss(row, facts, decision);
