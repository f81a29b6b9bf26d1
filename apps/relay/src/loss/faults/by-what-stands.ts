import type { lossWordByWord } from '../../testing/loss-word-by-word.js';
import { terminalLoss } from '../terminal-loss.js';

/** The fault: only what stands today counts, so that a new consent revives what an earlier no had ended. */
export const lossByWhatStands: typeof lossWordByWord = (row, facts, decision) => terminalLoss(row, facts, decision);
