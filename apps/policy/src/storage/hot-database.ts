import type pg from 'pg';

/** The pool of the hot path (decisions, principals, keyed answers): prepared statements, one round trip each. */
export abstract class HotDatabase {
  abstract readonly pool: pg.Pool;
}
