import { ApiProblem } from '../../api/api-problem.js';
import type { Visit } from '../../shell/visit.js';
import { mayReadAlerts } from '../show/officer-role.js';

/** A look that a privacy officer of the agency that had it should look at (relay, GET notices). */
export interface Alert {
  readonly entryId: string;
  readonly raisedAt: string;
}

/** None of anybody else's: not of another agency's officer, and not of a role that does not read them. */
export type Alerts = readonly Alert[] | 'not-theirs' | 'unknown';

const SHOWN = 10;

/** The newest alerts of the officer's own agency. What could not be asked is unknown, and the rest of the page is drawn. */
export async function readAlerts(visit: Visit): Promise<Alerts> {
  if (!mayReadAlerts(visit)) return 'not-theirs';
  try {
    const query = { order: 'newest', limit: SHOWN };
    return (await visit.broker.get<{ notices: Alert[] }>('/api/relay/v1/notices', query)).notices;
  } catch (error) {
    if (error instanceof ApiProblem && error.status >= 500) return 'unknown';
    throw error;
  }
}
