import type pg from 'pg';

/** The pool for short statements on the way of every request; an injection token around pg's own. */
export class HotPool {
  constructor(readonly pool: pg.Pool) {}
}
