import type pg from 'pg';

/** The pool of the hot path: at most 16 connections, so at most 16 holders of fence locks in one process (design 5). */
export abstract class HotDatabase {
  abstract readonly pool: pg.Pool;
}
