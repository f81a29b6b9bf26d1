import { type LeaderSql, MarkStore } from '#libs/persistence';
import { Injectable } from '@nestjs/common';

/** The log is shorter than one that was signed before, or the database is not the store's: it was restored (design 7). */
export class LogRestored extends Error {
  override readonly name = 'LogRestored';
}

/**
 * The size up to which the log was signed, kept in the restart-proof store: after the batch committed, before anybody can
 * read its checkpoint. So the store never names a size that was not signed, and none was seen that it does not name.
 */
@Injectable()
export class SignedSize {
  private incarnation: string | undefined;
  private least = 0;
  private published = -1;

  constructor(private readonly store: MarkStore) {}

  /** At the beginning of a lead. Rejects with `LogRestored`: such a log signs nothing. */
  async begin(db: LeaderSql): Promise<void> {
    const { rows } = await db.query<{ incarnation: string; size: string }>(
      `SELECT fence.standing_v1() ->> 'incarnation' AS incarnation, size FROM audit.head`,
    );
    const { incarnation, size } = rows[0]!;
    const stored = await this.store.read();
    if (stored.incarnations.at(-1) !== incarnation || Number(size) < stored.signedSize)
      throw new LogRestored(
        'the log does not reach the size that it was signed at: it signs nothing (npm run recover)',
      );
    this.incarnation = incarnation;
    this.least = stored.signedSize;
    this.published = -1;
  }

  /** Makes the checkpoints up to this size ones that may be read. */
  async publish(db: LeaderSql, size: number): Promise<void> {
    if (size === this.published) return;
    if (size > this.least) await this.store.signed(this.incarnation!, size);
    this.least = Math.max(size, this.least);
    await db.query('SELECT audit.publish_v1($1)', [size]);
    this.published = size;
  }
}
