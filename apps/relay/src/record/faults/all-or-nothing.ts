import { ProblemError, readAlone } from '#libs/http';
import { carryBodies } from '../../body/carry-bodies.js';
import { AcceptBatch } from '../accept-batch.js';
import { RecordUpdateDto } from '../record.dto.js';
import type { AcceptResult } from '../record-result.dto.js';

/** The fault, as it was: the whole batch goes through its class, so that one bad record refuses them all. */
export class AllOrNothing extends AcceptBatch {
  override async accept(agency: string, texts: readonly string[]): Promise<AcceptResult[]> {
    for (const text of texts) {
      const read = await readAlone(RecordUpdateDto, carryBodies(text));
      if ('errors' in read) throw new ProblemError('invalid-input', { errors: read.errors });
    }
    return super.accept(agency, texts);
  }
}
