import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { ABSOLUTE_HOURS, IDLE_MINUTES, type Session, type SessionContent } from './session.js';
import type { SessionSeal } from './session-seal.js';

const rowOf = (id: string): Buffer => createHash('sha256').update(id).digest();
const random = (): string => randomBytes(32).toString('base64url');

/** Sessions in PostgreSQL: any portal process may answer the next request. Only the hash of a session's id is stored. */
export class SessionStore {
  constructor(
    private readonly pool: pg.Pool,
    private readonly seal: SessionSeal,
  ) {}

  /** Finds a session and counts this as use of it; undefined when there is none or it was not sealed by us. */
  async find(id: string): Promise<Session | undefined> {
    const row = rowOf(id);
    const { rows } = await this.pool.query<{ sealed: Buffer; live: boolean }>(FIND, [
      row,
      IDLE_MINUTES,
      ABSOLUTE_HOURS,
    ]);
    const [found] = rows;
    const content = found && this.seal.open(found.sealed, row);
    return content && { id, content, live: found.live };
  }

  async create(content: Omit<SessionContent, 'formKey'>): Promise<Session> {
    const session = { id: random(), content: { ...content, formKey: random() }, live: true };
    const row = rowOf(session.id);
    await this.pool.query('INSERT INTO portal.session (id_hash, sealed) VALUES ($1, $2)', [
      row,
      this.seal.seal(session.content, row),
    ]);
    return session;
  }

  /** Replaces what stands in it. The last one to write prevails: a person fills in one page at a time. */
  async save({ id }: Session, content: SessionContent): Promise<void> {
    const row = rowOf(id);
    await this.pool.query('UPDATE portal.session SET sealed = $2 WHERE id_hash = $1', [
      row,
      this.seal.seal(content, row),
    ]);
  }

  async end(id: string): Promise<void> {
    await this.pool.query('DELETE FROM portal.session WHERE id_hash = $1', [rowOf(id)]);
  }

  /** True the first time that a form of this session is sent, false when it was sent before. */
  async useForm({ id }: Session, form: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'INSERT INTO portal.used_form (session, form) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [rowOf(id), form],
    );
    return rowCount === 1;
  }

  async isThere(): Promise<unknown> {
    return this.pool.query('SELECT 1');
  }

  /** Removes what nobody can come back to. */
  async removeOld(): Promise<number> {
    const { rowCount } = await this.pool.query(
      `DELETE FROM portal.session WHERE created_at < clock_timestamp() - make_interval(hours => $1)`,
      [ABSOLUTE_HOURS + 1],
    );
    return rowCount ?? 0;
  }
}

// An expired one is not revived by being looked at.
const FIND = `
  WITH found AS (
    SELECT id_hash, sealed,
      used_at > clock_timestamp() - make_interval(mins => $2)
        AND created_at > clock_timestamp() - make_interval(hours => $3) AS live
    FROM portal.session WHERE id_hash = $1
  ), used AS (
    UPDATE portal.session SET used_at = clock_timestamp()
    FROM found WHERE session.id_hash = found.id_hash AND found.live
  )
  SELECT sealed, live FROM found`;
