import type { CallRecord } from '../../../apps/policy/src/decisions/evaluation/call-record.js';
import { RecordDecisions } from '../../../apps/policy/src/decisions/evaluation/record-decisions.js';

type Lists = Parameters<CallRecord['call']>[0];

/** The fault: whoever shared a call with something that cannot be recorded fails with it. */
export class FailsTogether extends RecordDecisions {
  constructor(recording: CallRecord) {
    super({ call: (lists: Lists) => recording.call(lists).catch(unknown) } as CallRecord);
  }
}

/** As though it were not known what became of the call, which is never tried again. */
function unknown(cause: unknown): never {
  throw Object.assign(new Error('the connection was lost', { cause }), { code: 'ECONNRESET' });
}
