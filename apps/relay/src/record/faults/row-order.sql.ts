import type pg from 'pg';

type Change = readonly [from: string | RegExp, to: string];

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

export const HOLD_NAMES = 'relay.hold_names(jsonb)';
export const NAMES_UNLOCKED: Change = ['PERFORM pg_advisory_xact_lock(v_key);', 'PERFORM 1;'];
/** With a pause, so that two batches meet in it. */
export const NAMES_AS_SENT: Change = [/DISTINCT ([\s\S]*) ORDER BY k LOOP/, '$1 LOOP PERFORM pg_sleep(0.002);'];

/** Runs with the fault in the function as it is deployed, and puts it right. */
export async function seeded(
  admin: pg.Client,
  [from, to]: Change,
  work: () => Promise<void>,
  signature = 'relay.accept_v2(jsonb)',
): Promise<void> {
  const sql = 'SELECT pg_get_functiondef($1::regprocedure) AS text';
  const { text } = (await admin.query<{ text: string }>(sql, [signature])).rows[0]!;
  const faulty = text.replace(from, to);
  if (faulty === text) throw new Error(`${signature} no longer holds ${String(from)}`);
  await admin.query(faulty);
  try {
    await work();
  } finally {
    await admin.query(text);
  }
}
