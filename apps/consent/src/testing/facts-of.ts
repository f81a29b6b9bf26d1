import type { ConsentPlace } from './consent-place.js';

/** What a decision about Margaret's data going from NM-ASC to HARBOUR is told by this app. */
export async function factsOf(place: ConsentPlace, residentId: string): Promise<Record<string, unknown>> {
  const sql = `SELECT consent.resident_facts_v3($1, 'NM-ASC', 'HARBOUR', 'FUNCTION', 'HOUSADAPT') AS facts`;
  return (await place.admin.query<{ facts: Record<string, unknown> }>(sql, [residentId])).rows[0]!.facts;
}

/** The fence's epoch of a resident. */
export async function epochOf(place: ConsentPlace, residentId: string): Promise<number> {
  const sql = 'SELECT epoch::int AS n FROM fence.epoch WHERE level = 3 AND key = $1';
  return (await place.admin.query<{ n: number }>(sql, [residentId])).rows[0]!.n;
}
