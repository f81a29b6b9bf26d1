import type pg from 'pg';

/** A mistake somebody could make in the fence, and what the checker must then say. */
export interface SeededFault {
  readonly name: string;
  readonly shows: 'leaks' | 'stalls';
  sabotage(admin: pg.Client): Promise<void>;
}

/**
 * Replaces fragments of a function as it is deployed, so that a fault stays a fault of today's code. Fails when a
 * fragment is no longer there: a fault that seeds nothing would be a test that proves nothing.
 */
export async function rewrite(
  admin: pg.Client,
  signature: string,
  ...changes: readonly (readonly [from: string | RegExp, to: string])[]
): Promise<void> {
  const { rows } = await admin.query<{ text: string }>('SELECT pg_get_functiondef($1::regprocedure) AS text', [signature]);
  const text = changes.reduce((before, [from, to]) => {
    const after = before.replace(from, () => to);
    if (after === before) throw new Error(`${signature} no longer holds ${String(from)}`);
    return after;
  }, rows[0]!.text);
  await admin.query(text);
}

export const DISCLOSE = 'relay.disclose(jsonb)';
export const SHARE = 'fence.share_v1(text[],uuid[])';

/** The statement that takes the shared locks, and the start of the one that reads the clock behind it. */
export const TAKE_LOCKS = /PERFORM fence\.share_v1\([\s\S]*?AS i\)\);/;
export const READ_CLOCK = 'v_now := fence.domain_now();';
/** A pause where the fault leaves a gap, to show in seconds what would take hours; harmless where the fence is right. */
export const PAUSE = 'PERFORM pg_sleep(0.03);';
