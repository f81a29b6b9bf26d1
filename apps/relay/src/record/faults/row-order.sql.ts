import type pg from 'pg';

type Change = readonly [from: string, to: string];

/** Mistakes of an acceptance that no longer goes record by record. */
export const ACCEPTANCE_FAULTS: Readonly<Record<string, Change>> = {
  'two of one resident share a number': ['+ row_number() OVER turns', '+ 1'],
  'a batch is numbered from its end': ['row_number() OVER turns', '1 + count(*) OVER (PARTITION BY j.resident) - row_number() OVER turns'],
  'versions are compared with the table alone': [' WHEN NOT is_known AND is_first THEN', ' WHEN NOT is_known THEN'],
  'what repeats another of its batch is the same without a look': ['WHEN is_same THEN', 'WHEN is_same OR NOT is_known THEN'],
  'the counter moves by one for a batch': ['SET seq = o.seq + excluded.seq', 'SET seq = o.seq + 1'],
  'an older version passes': ['newest > version', 'newest > version + 1'],
};

/** Runs with the fault in the function as it is deployed, and puts it right. */
export async function seeded(admin: pg.Client, [from, to]: Change, work: () => Promise<void>): Promise<void> {
  const { rows } = await admin.query<{ text: string }>(
    `SELECT pg_get_functiondef('relay.accept_v2(jsonb)'::regprocedure) AS text`,
  );
  const { text } = rows[0]!;
  if (!text.includes(from)) throw new Error(`relay.accept_v2 no longer holds ${from}`);
  await admin.query(text.replace(from, () => to));
  try {
    await work();
  } finally {
    await admin.query(text);
  }
}
