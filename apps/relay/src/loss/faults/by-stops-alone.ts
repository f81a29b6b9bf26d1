import { SaidHistory } from '../said-history.js';
import type { lossWordByWord } from '../../testing/loss-word-by-word.js';
import { terminalLoss } from '../terminal-loss.js';

/** The fault: only a withdrawal, a refusal or an objection ends anything; a yes that was changed to say less does not. */
export const lossByStopsAlone: typeof lossWordByWord = (row, facts, decision, said) =>
  terminalLoss(
    row,
    facts,
    decision,
    new SaidHistory(said.map((version) => (version.status === 'ConsentGiven' ? { ...version, version: 1 } : version))),
  );
