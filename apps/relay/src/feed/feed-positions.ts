import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/domain';
import { HotDatabase } from '../keys/hot-database.js';

const NUMBER = { name: 'number-feed', text: 'SELECT relay.number_feed_v1($1, $2) AS incarnation' };
const CURSOR = /^([0-9a-f]{8})-(\d{1,18})$/;

/** From where a page of a feed is read, and the cursors behind its rows. */
export interface FeedFrom {
  readonly position: string;
  /** After this row's position; null: after none, there was nothing new. */
  cursor(position: string | null): string;
}

/**
 * Cursors of the feeds: the database's incarnation and a position that was given after the commit, so nothing can come to
 * stand before a cursor that was handed out, and no transaction elsewhere holds a feed back (ADR 23).
 */
@Injectable()
export class FeedPositions {
  constructor(private readonly database: HotDatabase) {}

  /**
   * Numbers what waits, and reads `after`; left out, the feed begins at its oldest. Rejects with `cursor-superseded` for a
   * cursor of before a restore, or of a release before: begin again without it. What comes twice has the id it had.
   */
  async openAt(feed: 'delivery' | 'recall' | 'notice', agency: string, after: string | undefined): Promise<FeedFrom> {
    const { rows } = await this.database.pool.query<{ incarnation: string }>({ ...NUMBER, values: [feed, agency] });
    const { incarnation } = rows[0]!;
    const from = after === undefined ? '0' : positionIn(after, incarnation);
    return { position: from, cursor: (position) => `${incarnation}-${position ?? from}` };
  }
}

function positionIn(after: string, incarnation: string): string {
  const [, of, position] = CURSOR.exec(after) ?? [];
  if (of === incarnation && position !== undefined) return position;
  throw new DomainError(
    'cursor-superseded',
    'this cursor is of before a restore or a release: begin again without `after`; what you handled comes under the ids it had',
  );
}
