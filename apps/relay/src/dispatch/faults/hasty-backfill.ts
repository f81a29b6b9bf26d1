import { Candidates, type Candidate } from '../candidates.js';
import type { Work } from '../work.js';

/** The fault: a back-fill offers the newest version, whoever else is to offer it, as if no work stood behind its own. */
export class HastyBackfill extends Candidates {
  override of(work: readonly Work[]): Promise<Candidate[][]> {
    return super.of(work.map((item) => (item.kind === 'backfill' ? { ...item, id: '0' } : item)));
  }
}
