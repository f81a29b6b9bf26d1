import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { BEFORE_EVERY_ID } from '#libs/domain';
import { type Moved, MoveWhatStands, PoolTransactions, rowsOf, type SqlExecutor } from '#libs/persistence';
import { Log } from '#libs/telemetry';
import { KeyReader, type Keys } from '#libs/trail';
import { AuditPool } from '../storage/audit-pool.js';

interface Standing {
  readonly id: string;
  readonly residentId: string;
  readonly source: string | null;
  readonly wrapped: Buffer | null;
}

/** Once through the list: after which entry to go on, and how many it has come past that it could not move. */
interface Pass {
  readonly after: string;
  readonly stays: number;
}

const FIRST: Pass = { after: BEFORE_EVERY_ID, stays: 0 };
const BATCH = 200;
/**
 * What another process has in hand is left to it; what is staged waits until it is sequenced. Of an entry that was erased meanwhile
 * there is nothing to move.
 */
const NEXT = `SELECT t.entry_id AS id, split_part(k.holder_id, '/', 1) AS "residentId", i.source_agency AS source, k.wrapped_key AS wrapped
  FROM audit.to_rehome t JOIN audit.entry e ON e.id = t.entry_id
    LEFT JOIN audit.entry_key k ON k.entry_id = e.id LEFT JOIN audit.entry_index i ON i.entry_id = e.id
  WHERE t.entry_id > $1 ORDER BY t.entry_id LIMIT ${BATCH} FOR UPDATE OF t SKIP LOCKED`;
const REHOME = 'SELECT audit.rehome_v1($1::jsonb) AS moved';
const DONE = 'DELETE FROM audit.to_rehome WHERE entry_id = ANY ($1::uuid[])';
const LEFT = 'SELECT count(*) AS left FROM audit.to_rehome';

/**
 * Entries about agencies' records that the resident's key at the place has held, held from now on by their key at the agency
 * (ADR 33). Only the private index changes: detail, hash, leaf and proofs are as they were. Nothing to do later on. Where a key
 * cannot be read an entry stays on the list, for the next start.
 */
@Injectable()
export class RehomeEntries implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly move: MoveWhatStands;
  private readonly transactions: PoolTransactions;
  private pass = FIRST;

  constructor(
    private readonly database: AuditPool,
    private readonly keys: KeyReader,
    log: Log,
  ) {
    this.transactions = new PoolTransactions(database.pool);
    const batch = async (): Promise<Moved> => {
      const { pass, moved } = await this.transactions.run((tx) => this.batch(tx, this.pass));
      this.pass = pass;
      return moved;
    };
    const remaining = (): Promise<number> => this.remaining(database.pool);
    this.move = new MoveWhatStands({
      ...{ what: 'entries that the residents’ keys at the place held', log, batch, remaining },
    });
  }

  onApplicationBootstrap(): void {
    this.move.start();
  }

  /** Before the pool ends. */
  beforeApplicationShutdown(): Promise<void> {
    return this.move.stop();
  }

  /** Resolves once nothing is left. */
  finished(): Promise<void> {
    return this.move.finished();
  }

  private async batch(
    tx: SqlExecutor,
    { after, stays }: Pass,
  ): Promise<{ readonly pass: Pass; readonly moved: Moved }> {
    const standing = rowsOf<Standing>(await tx.query(NEXT, [after]));
    if (standing.length === 0) {
      const waits = (await this.remaining(tx)) > stays;
      return { pass: FIRST, moved: waits ? { moved: 0, left: 'waits' } : { moved: 0, left: 'done', stays } };
    }
    const there = standing.flatMap(({ source, wrapped, ...entry }) =>
      source === null || wrapped === null ? [] : [{ ...entry, controller: source, wrapped }],
    );
    // Made by themselves, so that nobody waits for a batch.
    const keys = await this.keys.ofHoldings(this.database.pool, there);
    const staying = new Set(there.filter((entry) => cannotBeRead(entry, keys)).map(({ id }) => id));
    const values = [JSON.stringify(rewrapped(there, keys))];
    const [{ moved }] = rowsOf<{ moved: string }>(await tx.query(REHOME, values)) as [{ moved: string }];
    await tx.query(DONE, [standing.map(({ id }) => id).filter((id) => !staying.has(id))]);
    const pass = { after: standing.at(-1)!.id, stays: stays + staying.size };
    return { pass, moved: { moved: Number(moved), left: 'more' } };
  }

  private async remaining(sql: SqlExecutor): Promise<number> {
    const [{ left }] = rowsOf<{ left: string }>(await sql.query(LEFT)) as [{ left: string }];
    return Number(left);
  }
}

interface There {
  readonly id: string;
  readonly residentId: string;
  readonly controller: string;
  readonly wrapped: Buffer;
}

const cannotBeRead = ({ residentId, controller }: There, keys: Keys): boolean =>
  [keys.ofResident(residentId), keys.at(residentId, controller)].some(({ state }) => state === 'unreadable');

/** Without what a key is gone for: nobody reads it any more, whoever holds it. */
const rewrapped = (there: readonly There[], keys: Keys): object[] =>
  there.flatMap(({ id, residentId, controller, wrapped }) => {
    const [from, into] = [keys.ofResident(residentId), keys.at(residentId, controller)];
    if (from.state !== 'held' || into.state !== 'held') return [];
    const after = from.rewrapEntryKey(wrapped, into, id);
    return after
      ? [{ id, before: wrapped.toString('base64'), after: after.toString('base64'), holder: into.holder.id }]
      : [];
  });
