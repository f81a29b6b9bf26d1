type Change = readonly [from: string, to: string];

/** Mistakes of an acceptance that no longer goes record by record. */
export const ACCEPTANCE_FAULTS: Readonly<Record<string, Change>> = {
  'two of one resident share a number': ['+ row_number() OVER turns', '+ 1'],
  'a batch is numbered from its end': [
    'row_number() OVER turns',
    '1 + count(*) OVER (PARTITION BY j.resident) - row_number() OVER turns',
  ],
  'versions are compared with the table alone': [' WHEN NOT is_known AND is_first THEN', ' WHEN NOT is_known THEN'],
  'what repeats another of its batch is the same without a look': [
    'WHEN is_same THEN',
    'WHEN is_same OR NOT is_known THEN',
  ],
  'the counter moves by one for a batch': ['SET seq = o.seq + excluded.seq', 'SET seq = o.seq + 1'],
  'an older version passes': ['newest > version', 'newest > version + 1'],
};

export const ACCEPT = 'relay.accept_v2(jsonb)';
export const HOLD_NAMES = 'relay.hold_names(jsonb)';
export const NAMES_UNLOCKED: readonly Change[] = [['PERFORM pg_advisory_xact_lock(v_key);', 'PERFORM 1;']];
/** With a pause, so that two batches meet in it. */
export const NAMES_AS_SENT: readonly Change[] = [
  ['DISTINCT ', ''],
  [' ORDER BY k LOOP', ' LOOP PERFORM pg_sleep(0.002);'],
];
