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
    const { rows } = await this.pool.query<{ sealed: Buffer; live: boolean; endsAt: Date }>(FIND, [
      row,
      IDLE_MINUTES,
      ABSOLUTE_HOURS,
    ]);
    const [found] = rows;
    const content = found && this.seal.open(found.sealed, row);
    return content && { id, content, live: found.live, endsAt: found.endsAt };
  }

  async create(content: Omit<SessionContent, 'formKey'>): Promise<Session> {
    const id = random();
    const sealed = { ...content, formKey: random() };
    const row = rowOf(id);
    const { rows } = await this.pool.query<{ endsAt: Date }>(CREATE, [row, this.seal.seal(sealed, row), IDLE_MINUTES]);
    return { id, content: sealed, live: true, endsAt: rows[0]!.endsAt };
  }

  /**
   * Changes what stands in it, over whatever another page of the same person has changed meanwhile: `change` may be called
   * again with that. Resolves with what stands there then; undefined when the session has ended.
   */
  async change(id: string, change: (content: SessionContent) => SessionContent): Promise<SessionContent | undefined> {
    const row = rowOf(id);
    for (;;) {
      const { rows } = await this.pool.query<{ sealed: Buffer }>(
        'SELECT sealed FROM portal.session WHERE id_hash = $1',
        [row],
      );
      const content = rows[0] && this.seal.open(rows[0].sealed, row);
      if (!content) return undefined;
      const changed = change(content);
      // No two sealings are equal, so an equal one is the one that was read.
      const { rowCount } = await this.pool.query(
        'UPDATE portal.session SET sealed = $3 WHERE id_hash = $1 AND sealed = $2',
        [row, rows[0]!.sealed, this.seal.seal(changed, row)],
      );
      if (rowCount === 1) return changed;
    }
  }

  async end(id: string): Promise<void> {
    await this.pool.query('DELETE FROM portal.session WHERE id_hash = $1', [rowOf(id)]);
  }

  /** True the first time that a form of this session is sent, false when it was sent before or the session has ended. */
  async useForm({ id }: Session, form: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `INSERT INTO portal.used_form (session, form)
       SELECT id_hash, $2 FROM portal.session WHERE id_hash = $1 ON CONFLICT DO NOTHING`,
      [rowOf(id), form],
    );
    return rowCount === 1;
  }

  /** Takes back that it was used: what it was used for has not happened. */
  async giveBackForm({ id }: Session, form: string): Promise<void> {
    await this.pool.query('DELETE FROM portal.used_form WHERE session = $1 AND form = $2', [rowOf(id), form]);
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

const CREATE = `INSERT INTO portal.session (id_hash, sealed) VALUES ($1, $2)
  RETURNING clock_timestamp() + make_interval(mins => $3) AS "endsAt"`;

// An expired one is not revived by being looked at.
const FIND = `
  WITH found AS (
    SELECT id_hash, sealed,
      used_at > clock_timestamp() - make_interval(mins => $2)
        AND created_at > clock_timestamp() - make_interval(hours => $3) AS live,
      least(clock_timestamp() + make_interval(mins => $2), created_at + make_interval(hours => $3)) AS ends_at
    FROM portal.session WHERE id_hash = $1
  ), used AS (
    UPDATE portal.session SET used_at = clock_timestamp()
    FROM found WHERE session.id_hash = found.id_hash AND found.live
  )
  SELECT sealed, live, ends_at AS "endsAt" FROM found`;
