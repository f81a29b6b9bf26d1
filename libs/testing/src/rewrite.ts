import type pg from 'pg';

/** A fragment of a function as it is deployed, and what stands there instead. */
export type Rewriting = readonly [from: string | RegExp, to: string];

/**
 * Replaces fragments of a function as it is deployed, so that a fault stays a fault of today's code. Fails when a
 * fragment is no longer there: a fault that seeds nothing would be a test that proves nothing. Answers with the function as it was.
 */
export async function rewrite(
  admin: pg.ClientBase | pg.Pool,
  signature: string,
  ...changes: readonly Rewriting[]
): Promise<string> {
  const { rows } = await admin.query<{ text: string }>('SELECT pg_get_functiondef($1::regprocedure) AS text', [
    signature,
  ]);
  const sound = rows[0]!.text;
  const text = changes.reduce((before, [from, to]) => {
    const after = before.replace(from, () => to);
    if (after === before) throw new Error(`${signature} no longer holds ${String(from)}`);
    return after;
  }, sound);
  await admin.query(text);
  return sound;
}

/** Does something with the function rewritten, and puts it right. */
export async function whileRewritten<T>(
  admin: pg.ClientBase | pg.Pool,
  [signature, ...changes]: readonly [signature: string, ...changes: readonly Rewriting[]],
  work: () => Promise<T>,
): Promise<T> {
  const sound = await rewrite(admin, signature, ...changes);
  try {
    return await work();
  } finally {
    await admin.query(sound);
  }
}
