import type pg from 'pg';

/** The pool on the primary, signed in as audit_app; an injection token around pg's own. */
export class AuditPool {
  constructor(readonly pool: pg.Pool) {}

  async rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(sql, values)).rows;
  }
}
