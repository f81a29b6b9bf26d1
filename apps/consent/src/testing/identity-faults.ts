import type pg from 'pg';

/** Faults in the functions that bring people in and join them, by the text that is taken out of it or put in. */
export const BRING_IN_FAULTS = {
  'a contradiction is answered otherwise': [
    'INSERT INTO consent.identity_check',
    `IF jsonb_array_length(p -> 'toCheck') > 0 THEN RAISE EXCEPTION 'identity-check-needed'; END IF;
     INSERT INTO consent.identity_check`,
  ],
  'the flag is lost with an uncertain import': [
    "IF p ? 'shield' THEN",
    "IF p ? 'shield' AND jsonb_array_length(p -> 'toCheck') = 0 THEN",
  ],
  'a number that comes later is not kept': [
    "p -> 'indexes');",
    `CASE WHEN (p ->> 'create')::boolean THEN p -> 'indexes'
       ELSE (SELECT jsonb_agg(i) FROM jsonb_array_elements(p -> 'indexes') AS i WHERE i ->> 'kind' <> 'nhs-number') END);`,
  ],
  'a refusal stays behind when somebody is joined': [
    "superseded_at IS NULL AND status <> 'ConsentGiven'",
    "superseded_at IS NULL AND status = 'ConsentRefused' AND false",
    'consent.join_v1(uuid, uuid, jsonb)',
  ],
} as const satisfies Readonly<Record<string, readonly [part: string, instead: string, where?: string]>>;

export type BringInFault = keyof typeof BRING_IN_FAULTS;

/** Runs something while the database brings people in with a fault, and mends it. */
export async function withFault<T>(admin: pg.Pool, fault: BringInFault, run: () => Promise<T>): Promise<T> {
  const [part, instead, where = 'consent.bring_in_v1(jsonb)'] = BRING_IN_FAULTS[fault];
  const sql = 'SELECT pg_get_functiondef($1::regprocedure) AS text';
  const { text } = (await admin.query<{ text: string }>(sql, [where])).rows[0]!;
  if (!text.includes(part)) throw new Error(`the fault "${fault}" has nothing to spoil any more`);
  await admin.query(text.replace(part, () => instead));
  try {
    return await run();
  } finally {
    await admin.query(text);
  }
}
