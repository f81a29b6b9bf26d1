import { directClient } from '#libs/persistence';
import type pg from 'pg';

/**
 * A direct connection (never through a transaction pooler: the locks live in its session). The server ends it when the
 * process has been stopped or cut off for 30 s, so that another can lead; a live process says something every 5 s.
 */
const SESSION = `
  SET idle_session_timeout = '30s'; SET statement_timeout = '10s'; SET lock_timeout = '5s';
  SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = '20s'`;
const SIGN_OF_LIFE_MS = 5_000;
const ANSWER_WITHIN_MS = 15_000;

export interface LeaderConnection {
  readonly client: pg.Client;
  close(): Promise<void>;
}

export async function openLeaderConnection(url: string, application: string): Promise<LeaderConnection> {
  const client = directClient(url, application, ANSWER_WITHIN_MS);
  try {
    await client.connect();
    await client.query(SESSION);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  const alive = setInterval(() => void client.query('SELECT').catch(() => undefined), SIGN_OF_LIFE_MS);
  return {
    client,
    close: async () => {
      clearInterval(alive);
      await client.end().catch(() => undefined);
    },
  };
}
