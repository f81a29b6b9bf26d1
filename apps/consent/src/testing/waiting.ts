import type { ConsentPlace } from './consent-place.js';

const WAITING = `SELECT count(*)::int AS n FROM pg_stat_activity
  WHERE datname = current_database() AND usename = 'consent_app' AND wait_event_type = 'Lock'`;

/** How many of the app's sessions wait for a lock. Asked outside of any transaction, which would go on seeing those of its beginning. */
export const waiting = async (place: ConsentPlace): Promise<number> =>
  (await place.admin.query<{ n: number }>(WAITING)).rows[0]!.n;
