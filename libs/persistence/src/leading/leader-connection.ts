import { directClient } from '../connect.js';
import type { Channel } from '../notifying/channels.js';
import { Away } from './away.js';

/** The part of a `pg` client that a leader's work needs. */
export interface LeaderSql {
  query<Row extends object>(sql: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

/** How long a leader's session may be what; in milliseconds. */
export interface LeaderBounds {
  /** Without a word: then the server ends it, and with it the leadership of a process that was stopped or cut off. */
  readonly silenceMs: number;
  /** In one statement. */
  readonly statementMs: number;
  /** Until an answer comes: longer than a statement may take, so that the server's own word comes first. */
  readonly answerMs: number;
}

const BOUNDS: LeaderBounds = { silenceMs: 30_000, statementMs: 10_000, answerMs: 15_000 };
/** A live process says something so many times within its silence. */
const SIGNS_OF_LIFE = 6;

/** Payload of the notification with which a listener tries its own ears; for others it is no news. */
const OWN = 'listening';

/** A connection under which a process leads: direct (never through a transaction pooler: the locks live in its session). */
export interface LeaderConnection {
  readonly client: LeaderSql;
  /**
   * Aborted once the session is over, however it ended, also while nothing is asked of it: its locks are another's by then. The
   * reason is an `Away`.
   */
  readonly lost: AbortSignal;
  /**
   * Calls back at each notification of the channel until the session is over. The first, `listening`, is its own: it shows
   * that notifications come through at all.
   */
  listen(channel: Channel, heard: (what: 'listening' | 'news') => void): Promise<void>;
  close(): Promise<void>;
}

export async function openLeaderConnection(
  url: string,
  application: string,
  { silenceMs, statementMs, answerMs }: LeaderBounds = BOUNDS,
): Promise<LeaderConnection> {
  const client = directClient(url, application, answerMs);
  const losing = new AbortController();
  const lose = (cause: unknown): void => losing.abort(new Away('its session with the database', { cause }));
  client.on('error', lose);
  client.on('end', () => lose(new Error('the connection has ended')));
  try {
    await client.connect();
    await client.query(`
      SET idle_session_timeout = ${silenceMs}; SET statement_timeout = ${statementMs}; SET lock_timeout = '5s';
      SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = '20s'`);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  const alive = setInterval(() => void client.query('SELECT').catch(lose), silenceMs / SIGNS_OF_LIFE);
  return {
    client: { query: (sql, values) => client.query(sql, values) },
    lost: losing.signal,
    listen: async (channel, heard) => {
      client.on('notification', (said) => {
        if (said.channel === channel) heard(said.payload === OWN ? 'listening' : 'news');
      });
      await client.query(`LISTEN "${channel}"; SELECT pg_notify('${channel}', '${OWN}')`);
    },
    close: async () => {
      clearInterval(alive);
      await client.end().catch(() => undefined);
    },
  };
}
