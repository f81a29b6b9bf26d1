import { setTimeout as after } from 'node:timers/promises';
import { momentSql } from '../storage/moment.js';
import type { ConsentPlace } from './consent-place.js';
import { waiting } from './waiting.js';

export interface ToldMoments {
  /** Moments told that lie before a disclosure under what stood until then. */
  readonly early: readonly string[];
  /** Those that differ from the first answer's. */
  readonly different: readonly string[];
}

export const ONE_MOMENT: ToldMoments = { early: [], different: [] };

/**
 * What the answer to a change of a resident's says of its moment, its entry, and whatever tells it again, where the change waited
 * for a disclosure: that held the fence lock, and read the clock last.
 */
export async function toldMoments(
  place: ConsentPlace,
  residentId: string,
  change: () => Promise<string>,
  ...again: (() => Promise<unknown>)[]
): Promise<ToldMoments> {
  const discloser = await place.admin.connect();
  let answered = false;
  let disclosedAt: string;
  let answer: Promise<string>;
  try {
    await discloser.query('BEGIN');
    await discloser.query('SELECT pg_advisory_xact_lock_shared(fence.resident_lock_key($1))', [residentId]);
    answer = change().finally(() => (answered = true));
    while (!answered && (await waiting(place)) === 0) await after(2);
    const { rows } = await discloser.query<{ at: string }>(`SELECT ${momentSql('fence.domain_now()')} AS at`);
    disclosedAt = rows[0]!.at;
    await discloser.query('COMMIT');
  } finally {
    discloser.release();
  }
  const told = [await answer, await entryAt(place)];
  for (const ask of again) told.push(String(await ask()));
  return { early: told.filter((at) => at < disclosedAt), different: told.filter((at) => at !== told[0]) };
}

async function entryAt(place: ConsentPlace): Promise<string> {
  const sql = `SELECT ${momentSql('at')} AS at FROM audit.staging WHERE kind = 'directive' ORDER BY staging.at DESC LIMIT 1`;
  return (await place.admin.query<{ at: string }>(sql)).rows[0]!.at;
}
