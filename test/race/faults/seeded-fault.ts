import { rewrite } from '#libs/testing';
import type pg from 'pg';
import type { RacePlan } from '../run-race.js';

/** A mistake that somebody could make in the fence or around it, and how the checker must show it. */
export interface SeededFault {
  readonly name: string;
  readonly shows: 'leaks' | 'stalls';
  /** How the race is tuned to it, where the usual tuning does not do. */
  readonly plan?: Partial<Omit<RacePlan, 'sabotage'>>;
  sabotage(admin: pg.Client): Promise<unknown>;
}

/** A short race of single views against changes that hold their lock for a while. */
export const TUNING: Omit<RacePlan, 'sabotage'> = {
  forMs: 1_200,
  disclosers: 9,
  work: 'views',
  largestBatch: 1,
  residents: 4,
  sessions: 2,
  changes: ['withdraw'],
  governance: false,
  holdMs: 60,
  seed: 7,
};

export const DISCLOSE = 'relay.disclose_v2(jsonb)';
export const HOLD_ROWS = 'relay.hold_rows(relay.disclosure_item[])';
export const SHARE = 'fence.try_share_v1(text[],text[])';
export const STANDING = 'fence.standing_now_v1(text[],text[])';
export const TAKE_LOCKS =
  'v_contested := fence.try_share_v1(v_asked.permitted_requesters, v_asked.permitted_residents);';
export const READ_EPOCHS = 'v_stands := fence.standing_now_v1(v_asked.requesters, v_asked.residents);';
/** As if every lock had been had. */
export const NO_LOCKS = `SELECT false AS place, '{}'::text[] AS practitioners, '{}'::text[] AS residents INTO v_contested;`;
const READ_ITEMS = 'SELECT array_agg(ROW(i.ordinal';
const TAKE_EFFECT = 'IF v_asked.take_effect THEN v_results';

/** Pauses widen the gap that a fault leaves, to show in a second what would take hours; they are harmless where it is closed. */
export const PAUSE = 'PERFORM pg_sleep(0.02);';

export async function slowDisclosing(admin: pg.Client): Promise<void> {
  await rewrite(admin, DISCLOSE, [TAKE_EFFECT, `${PAUSE} ${TAKE_EFFECT}`], [READ_ITEMS, `${PAUSE} ${READ_ITEMS}`]);
}

/** Changes then keep their exclusive lock for a while before they commit, so that disclosures have to wait for them. */
export async function slowRevoking(admin: pg.Client): Promise<void> {
  await rewrite(admin, 'race.note(smallint,text,text)', ['RETURN v_id', `${PAUSE} RETURN v_id`]);
}
