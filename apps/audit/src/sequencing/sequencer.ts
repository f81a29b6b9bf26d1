import {
  AdvisoryShardLocks,
  type LeaderSql,
  openLeaderConnection,
  ShardLeader,
  type ShardWork,
} from '#libs/persistence';
import type { Log } from '#libs/telemetry';
import type { NoteSigner } from '#libs/tlog';
import { sequenceBatch } from './sequence-batch.js';
import type { SignedSize } from './signed-size.js';

export interface SequencerOptions {
  /** A role that may extend the log (audit_app). */
  readonly databaseUrl: string;
  readonly signer: NoteSigner;
  readonly sizes: SignedSize;
  readonly log: Log;
  /** The pause after a batch, in which the next one gathers; with the batch itself, far below the merge delay of 2 s (design 7). */
  readonly intervalMs?: number;
  /** The longest that an entry waits of which nobody told, because whoever wrote it died: below the merge delay, too. */
  readonly safetyPollMs?: number;
  /** How often an unchanged head is computed and signed anew. */
  readonly confirmMs?: number;
  /** How often a stand-by tries to lead. */
  readonly standbyMs?: number;
  readonly batchLimit?: number;
  /** Replaced in specs only, to cut it. */
  readonly connect?: typeof openLeaderConnection;
}

/** ('au', 1): singletons take the two-int form, away from the hashed bigint keys of the fence (design 5). */
const LOCK_CLASS = 24_949;
const THE_LOG = [1];
const SAFETY_POLL_MS = 1_000;
/** A leader that hangs is followed within seconds, well before anybody misses a checkpoint; a large batch takes long. */
const BOUNDS = { silenceMs: 5_000, statementMs: 20_000, answerMs: 30_000 };
/** Under load several batches share one line in the restart-proof store. */
const PUBLISH_EVERY_MS = 200;

/**
 * Keeps the log growing: of all sequencers on a database one leads; the others wait to take over. Losing the database, the
 * lock or a batch only costs a reconnection with back-off, since a batch commits whole.
 */
export class Sequencer {
  private readonly leader: ShardLeader;

  constructor({ intervalMs = 200, confirmMs = 60_000, batchLimit = 2_000, ...options }: SequencerOptions) {
    const { signer, sizes, ...leading } = options;
    this.leader = new ShardLeader({
      safetyPollMs: SAFETY_POLL_MS,
      ...leading,
      application: 'audit-sequencer',
      shards: THE_LOG,
      locks: new AdvisoryShardLocks(LOCK_CLASS),
      bounds: BOUNDS,
      channel: 'audit.staging',
      longestPollMs: intervalMs,
      gatherMs: intervalMs,
      begin: (db) => sequencing(db, { signer, sizes, confirmMs, batchLimit }),
    });
  }

  get leading(): boolean {
    return this.leader.leading;
  }

  /** Returns at once; failures are logged and retried until `stop`. */
  start(): void {
    this.leader.start();
  }

  /** Finishes the batch at hand, gives up the lead and resolves. */
  stop(): Promise<void> {
    return this.leader.stop();
  }
}

interface Sequencing {
  readonly signer: NoteSigner;
  readonly sizes: SignedSize;
  readonly confirmMs: number;
  readonly batchLimit: number;
}

/** The work of one lead. Its first round confirms the head, so a log whose tiles and checkpoint disagree is refused before it grows. */
function sequencing(db: LeaderSql, { signer, sizes, confirmMs, batchLimit }: Sequencing): ShardWork {
  let [confirmAt, publishAt] = [0, 0];
  return async () => {
    const first = confirmAt === 0;
    if (first) await sizes.begin(db);
    const confirm = Date.now() >= confirmAt;
    const limit = first ? 0 : batchLimit;
    const { count, size } = await sequenceBatch(db, signer, { limit, confirm, unpublished: true });
    if (count < limit || Date.now() >= publishAt) {
      await sizes.publish(db, size);
      publishAt = Date.now() + PUBLISH_EVERY_MS;
    }
    if (count > 0 || confirm) confirmAt = Date.now() + confirmMs;
    return count >= limit;
  };
}
