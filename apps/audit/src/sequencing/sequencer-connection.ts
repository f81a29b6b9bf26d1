import { directClient } from '#libs/persistence';
import type { SequencerSql } from './sequence-batch.js';

/** ('au', 1): singletons take the two-int form, away from the hashed bigint keys of the fence (design 5). */
const LEADER_LOCK = [24_949, 1];

/**
 * The server ends this session after so long without a word: a leader that was stopped (SIGSTOP) or cut off stops leading
 * even though its process lives. A live one speaks several times a second.
 */
const SILENCE_LIMIT_MS = 5_000;
/** A large batch takes longer than a request may. */
const ANSWER_WITHIN_MS = 30_000;

export interface SequencerConnection extends SequencerSql {
  /** True when this connection now leads; it does until it closes. Never waits. */
  tryLead(): Promise<boolean>;
  close(): Promise<void>;
}

/** A direct connection: a session lock behind a transaction pooler would belong to nobody. */
export async function openSequencerConnection(url: string): Promise<SequencerConnection> {
  const client = directClient(url, 'audit-sequencer', ANSWER_WITHIN_MS);
  await client.connect();
  try {
    await client.query(`SET idle_session_timeout = ${SILENCE_LIMIT_MS}; SET statement_timeout = '20s'`);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return {
    query: (sql, values) => client.query(sql, values),
    tryLead: async () => {
      const sql = 'SELECT EXISTS (SELECT 1 FROM fence.lead_v1($1, ARRAY[$2::int])) AS leads';
      return (await client.query<{ leads: boolean }>(sql, LEADER_LOCK)).rows[0]!.leads;
    },
    close: () => client.end().catch(() => undefined),
  };
}
