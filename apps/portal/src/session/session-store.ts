import { createHash, randomBytes } from 'node:crypto';
import { requireWritable } from '#libs/persistence';
import type pg from 'pg';
import {
  ABSOLUTE_HOURS,
  IDLE_MINUTES,
  KEPT_MINUTES,
  LONGEST_PARKED,
  type ParkedForm,
  type Session,
  type SessionContent,
} from './session.js';
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
    const values = [row, this.seal.seal(sealed, row), content.person === undefined, IDLE_MINUTES];
    const { rows } = await this.pool.query<{ endsAt: Date }>(CREATE, values);
    return { id, content: sealed, live: true, endsAt: rows[0]!.endsAt };
  }

  /**
   * Keeps a form that came when the session's person was nobody any more, in place of one that it kept before: only a session
   * that there once was keeps anything, and one form. False where it is too long to be kept.
   */
  async park(id: string, parked: ParkedForm): Promise<boolean> {
    if (JSON.stringify(parked.fields).length > LONGEST_PARKED) return false;
    await this.change(id, (content) => ({ ...content, parked }));
    await this.pool.query('UPDATE portal.session SET parked_at = clock_timestamp() WHERE id_hash = $1', [rowOf(id)]);
    return true;
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

  /**
   * True the first time that a form of this session is sent, false when it was sent before or the session has ended. One that
   * led nowhere for so long was taken by a process that died, or could not be given back: it is taken anew, which its id as
   * idempotency key makes harmless.
   */
  async useForm({ id }: Session, form: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(USE_FORM, [rowOf(id), form, FORM_LEASE_SECONDS]);
    return rowCount === 1;
  }

  /** Where a form led that was sent, for whoever sends it again. */
  async ledTo({ id }: Session, form: string, path: string): Promise<void> {
    const row = rowOf(id);
    await this.pool.query('UPDATE portal.used_form SET leads_to = $3 WHERE session = $1 AND form = $2', [
      row,
      form,
      this.seal.sealPath(path, row),
    ]);
  }

  /** What became of a form that cannot be used. */
  async formSent({ id }: Session, form: string): Promise<'session ended' | 'busy' | { leadsTo: string }> {
    const row = rowOf(id);
    const { rows } = await this.pool.query<{ leadsTo: Buffer | null }>(
      `SELECT f.leads_to AS "leadsTo" FROM portal.session s LEFT JOIN portal.used_form f ON f.session = s.id_hash AND f.form = $2
       WHERE s.id_hash = $1`,
      [row, form],
    );
    if (rows[0] === undefined) return 'session ended';
    return rows[0].leadsTo === null ? 'busy' : { leadsTo: this.seal.openPath(rows[0].leadsTo, row) };
  }

  /** Takes back that it was used: what it was used for has not happened. One that led somewhere is never given back. */
  async giveBackForm({ id }: Session, form: string): Promise<void> {
    const sql = 'DELETE FROM portal.used_form WHERE session = $1 AND form = $2 AND leads_to IS NULL';
    await this.pool.query(sql, [rowOf(id), form]);
  }

  async isThere(): Promise<unknown> {
    return requireWritable(this.pool);
  }

  /** Removes what nobody can come back to, and of those who are not signed in, all but the newest so many. */
  async removeOld(mostAnonymous = MOST_ANONYMOUS): Promise<number> {
    const { rowCount } = await this.pool.query(REMOVE_OLD, [ABSOLUTE_HOURS + 1, KEPT_MINUTES, mostAnonymous]);
    return rowCount ?? 0;
  }
}

/** A place's worth of people at the door within an hour, at half a kilobyte each. */
const MOST_ANONYMOUS = 50_000;

/** Longer than all that a form waits for (the slowest question of an API takes a minute), and short for who sends it again. */
const FORM_LEASE_SECONDS = 90;

const USE_FORM = `
  INSERT INTO portal.used_form AS u (session, form) SELECT id_hash, $2 FROM portal.session WHERE id_hash = $1
  ON CONFLICT (session, form) DO UPDATE SET taken_at = clock_timestamp()
    WHERE u.leads_to IS NULL AND u.taken_at < clock_timestamp() - make_interval(secs => $3)`;
const REMOVE_OLD = `
  DELETE FROM portal.session WHERE created_at < clock_timestamp() - make_interval(hours => $1)
    OR anonymous AND used_at < clock_timestamp() - make_interval(mins => $2)
    OR parked_at < clock_timestamp() - make_interval(mins => $2)
    OR id_hash IN (SELECT id_hash FROM portal.session WHERE anonymous ORDER BY used_at DESC OFFSET $3)`;
const CREATE = `INSERT INTO portal.session (id_hash, sealed, anonymous) VALUES ($1, $2, $3)
  RETURNING clock_timestamp() + make_interval(mins => $4) AS "endsAt"`;

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
