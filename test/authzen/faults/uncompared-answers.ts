import type { DecisionRequest } from '#libs/domain';
import { DecideRequests, type Decided } from '../../../apps/policy/src/decisions/evaluation/decide-requests.js';
import { CallRecord, type Recordable } from '../../../apps/policy/src/decisions/evaluation/call-record.js';

/** Says of each decision that it rests on nothing that could move: what is kept counts until it is forgotten. */
export class NeverCompared extends CallRecord {
  override call(lists: readonly (readonly Recordable[])[]): Promise<boolean[]> {
    return super.call(lists.map((list) => list.map(({ entry }) => ({ restsOn: null, entry }))));
  }
}

/** Decides again by the kept facts that were just found to have moved. */
export class DecidesAsBefore extends DecideRequests {
  override decideToRecord(requests: readonly DecisionRequest[]): AsyncGenerator<Decided, void, undefined> {
    return super.decideToRecord(requests, 1);
  }
}
