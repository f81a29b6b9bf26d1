/** What of a request a call may depend on; each is a column of the item, `i` in the statement. */
export type ItemColumn = 'requester' | 'resident' | 'source' | 'recipient' | 'category' | 'purpose';

/**
 * A published function that the one statement of `gatherFacts` calls. It is STABLE, so that it reads the statement's own
 * snapshot, and selects by nothing but what it is called with: periods as they stand, never "in force".
 */
export interface Source {
  /** Its column in the statement. */
  readonly name: string;
  /** SQL that calls it with columns of the item: `consent.holds_v1(i.resident)`. Gives jsonb. */
  readonly call: string;
  /** The columns that the call names: items that are alike in them share one call. */
  readonly by: readonly ItemColumn[];
  /** The property that the whole answer is; left out where it is an object of several properties. */
  readonly as?: string;
}

export const PERSON: Source = {
  name: 'person',
  call: 'consent.resident_facts_v3(i.resident, i.source, i.recipient, i.category, i.purpose)',
  by: ['resident', 'source', 'recipient', 'category', 'purpose'],
};

export const PLACE: Source = {
  name: 'place',
  call: 'policy.place_facts_v2(i.source, i.recipient)',
  by: ['source', 'recipient'],
};
