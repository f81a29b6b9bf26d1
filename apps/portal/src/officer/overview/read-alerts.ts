import { ApiProblem, type relay } from '#libs/client';
import type { Visit } from '../../shell/visit.js';
import { mayReadAlerts } from '../show/officer-role.js';

/** Looks that a privacy officer of the agency that had them should look at. None of anybody else's: not of another agency's officer, and not of a role that does not read them. */
export type Alerts = readonly Pick<relay.AlertView, 'entryId' | 'raisedAt'>[] | 'not-theirs' | 'unknown';

const SHOWN = 10;

/** The newest alerts of the officer's own agency. What could not be asked is unknown, and the rest of the page is drawn. */
export async function readAlerts(visit: Visit): Promise<Alerts> {
  if (!mayReadAlerts(visit)) return 'not-theirs';
  try {
    const query = { order: 'newest', limit: SHOWN } as const;
    return (await visit.broker.get('/api/relay/v1/notices', { query })).notices;
  } catch (error) {
    if (error instanceof ApiProblem && error.status >= 500) return 'unknown';
    throw error;
  }
}
