import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { DomainError } from '#libs/domain';
import type { DataSource, EntityManager } from 'typeorm';
import { readStanding, requireOwnStore } from './marks/compare-with-store.js';
import type { MarkStore, Thing } from './marks/mark-store.js';
import { noteNotifications } from './notifying/after-commit.js';
import { mayHaveHappened, OutcomeUnknown } from './outcome-unknown.js';

/** Each time somebody else got through, so as many as there are others at the very same moment; far more than there are. */
const TRIES = 20;
/** unique_violation, serialization_failure, deadlock_detected: somebody else was first, and has committed or will. */
const OVERTAKEN = new Set(['23505', '40001', '40P01']);
/**
 * Ours, of consent's tables: whom the work is about was joined to another resident since it read who they are (ADR 18). It is
 * for who they are now, so it looks again; as the work would have, had it come a moment later.
 */
export const RESIDENT_JOINED = '55J01';
/** Of a transaction that the server ended because this process stood still for longer than one may. */
const TRIES_ASLEEP = 4;
/** idle_in_transaction_session_timeout, or what a connection that it took says before the commit was sent. */
const FELL_ASLEEP = /^(25P03|QueryRunner(Provider)?AlreadyReleasedError)$/;
/** Well within the server's bound for a transaction in which nothing is asked (bootstrap-cluster). */
const BEAT_MS = 100;
/** What each open transaction has left, whichever unit of work began it. */
const MARKS = new WeakMap<EntityManager, string[]>();
const ANNOUNCE = 'SELECT fence.announce_v1($1, $2)';

/**
 * One explicit transaction. `run` commits when the work resolves and rolls back when it rejects; what belongs to the
 * transaction goes through the `tx` it hands over, never through an ambient context. A commit whose answer was lost rejects
 * with `OutcomeUnknown`. Work about somebody who is joined meanwhile runs again, from its first read.
 */
export class UnitOfWork {
  constructor(
    private readonly source: DataSource,
    private readonly store: MarkStore,
  ) {}

  async run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.once(work, false);
      } catch (error) {
        if (!wasJoined(error) || tries >= TRIES) throw error;
      }
    }
  }

  /**
   * The transaction of a door that can only narrow what may be released (a refusal, a withdrawal, a shield, a suspension…).
   * It is never lost to somebody who changed the same thing at the same moment: overtaken, it looks again and does what is
   * still to be done; nor to a machine so busy that this process stood still. So the work reads all that it stands on inside,
   * and a repeat of it is harmless.
   */
  async stop<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.once(work, true);
      } catch (error) {
        const most = isOvertaken(error) || wasJoined(error) ? TRIES : fellAsleep(error) ? TRIES_ASLEEP : 0;
        if (tries >= most) throw error;
      }
    }
  }

  /**
   * Leaves a mark of what this transaction is about to change, durable before the database knows of it (ADR 22). Call it
   * before the change, so that the fence holds no lock meanwhile; it refuses a change without. Rejects with the store's error.
   *
   * A disk may take longer than a transaction may be idle. The bound ends what was stopped, so this shows that it was not.
   */
  async mark(tx: EntityManager, ...things: Thing[]): Promise<void> {
    const id = randomUUID();
    const sql = { query: async <Row>(text: string): Promise<{ rows: Row[] }> => ({ rows: await tx.query(text) }) };
    const standing = await readStanding(sql);
    MARKS.get(tx)!.push(id);
    const leave = async (): Promise<void> => {
      await requireOwnStore(standing, this.store);
      await this.store.leave({ id, things, at: Date.now() });
    };
    await this.awake(tx, leave());
    await tx.query(ANNOUNCE, [id, things]);
  }

  protected async awake(tx: EntityManager, leaving: Promise<void>): Promise<void> {
    const left = leaving.then(() => true);
    // Whichever of the two fails first is the failure of this; the other one's is nobody's to answer.
    left.catch(() => undefined);
    while (!(await Promise.race([left, after(BEAT_MS, false)]))) await tx.query('SELECT 1');
  }

  /**
   * A transaction begins with two statements, and a process may stand still between them: the server ends it, and what is lost is
   * the beginning of something that nothing was asked of yet. So whoever it is for, it is begun anew.
   */
  protected mayBeginAnew(error: unknown, tries: number): boolean {
    return fellAsleep(error) && tries < TRIES_ASLEEP;
  }

  private async once<T>(work: (tx: EntityManager) => Promise<T>, stops: boolean, tries = 1): Promise<T> {
    const left: string[] = [];
    let [begun, committing] = [false, false];
    try {
      const { result, notifications } = await this.source.transaction('READ COMMITTED', async (tx) => {
        begun = true;
        MARKS.set(tx, left);
        const notifications = noteNotifications(tx);
        const result = await work(tx);
        committing = true;
        return { result, notifications };
      });
      notifications.tell(this.source);
      return result;
    } catch (error) {
      if (!begun && this.mayBeginAnew(error, tries)) return this.once(work, stops, tries + 1);
      const mayHold = committing && mayHaveHappened(error);
      // Marks of a commit whose outcome is unknown stay, as they do with a store that is away by now: an orphan only denies, and
      // why the work failed is what the caller must hear.
      if (!mayHold && left.length > 0) await this.store.void(left).catch(() => undefined);
      throw mayHold ? new OutcomeUnknown(stops, { cause: error }) : error;
    }
  }
}

function isOvertaken(error: unknown): boolean {
  if (error instanceof DomainError) return error.code === 'version-conflict';
  return error instanceof Error && OVERTAKEN.has(String((error as { code?: unknown }).code));
}

function wasJoined(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === RESIDENT_JOINED;
}

function fellAsleep(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return [error.name, error.constructor.name, String((error as { code?: unknown }).code)].some((word) =>
    FELL_ASLEEP.test(word),
  );
}
