import { eventually } from './eventually.js';
import type { Place } from './place.js';

const RAISE = `INSERT INTO relay.notice (disclosure_id, kind, held, agency, raised_at)
  SELECT d.id, 'alert-officer', false, d.recipient_agency, d.committed_at FROM relay.disclosure d
  WHERE d.recipient_agency = 'REACH' AND d.outcome = 'permit' AND d.kind = 'view' ORDER BY d.committed_at LIMIT 1
  ON CONFLICT DO NOTHING`;
const SHOWN = `SELECT id FROM relay.notice WHERE agency = 'REACH'`;

/** Something of REACH's that its privacy officer should look at. */
export async function raisedAlert({ admin }: Place): Promise<string> {
  await admin.query(RAISE);
  return eventually(SHOWN, async () => (await admin.query<{ id: string }>(SHOWN)).rows[0]?.id);
}
