import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type Moved, MoveWhatStands, PoolTransactions, rowsOf, type SqlExecutor } from '#libs/persistence';
import { Log } from '#libs/telemetry';
import { KeyReader } from '#libs/trail';
import { AuditPool } from '../storage/audit-pool.js';

interface Standing {
  readonly id: string;
  readonly residentId: string;
  readonly source: string | null;
  readonly wrapped: Buffer | null;
}

const BATCH = 200;
/**
 * What another process has in hand is left to it; what is staged waits until it is sequenced. Of an entry that was erased meanwhile
 * there is nothing to move.
 */
const NEXT = `SELECT t.entry_id AS id, split_part(k.holder_id, '/', 1) AS "residentId", i.source_agency AS source, k.wrapped_key AS wrapped
  FROM audit.to_rehome t JOIN audit.entry e ON e.id = t.entry_id
    LEFT JOIN audit.entry_key k ON k.entry_id = e.id LEFT JOIN audit.entry_index i ON i.entry_id = e.id
  ORDER BY t.entry_id LIMIT ${BATCH} FOR UPDATE OF t SKIP LOCKED`;
const REHOME = 'SELECT audit.rehome_v1($1::jsonb) AS moved';
const DONE = 'DELETE FROM audit.to_rehome WHERE entry_id = ANY ($1::uuid[])';
const LEFT = 'SELECT EXISTS (SELECT 1 FROM audit.to_rehome) AS waits';

/**
 * Entries about agencies' records that the resident's key at the place has held, held from now on by their key at the agency
 * (ADR 33). Only the private index changes: detail, hash, leaf and proofs are as they were. Nothing to do later on.
 */
@Injectable()
export class RehomeEntries implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly move: MoveWhatStands;
  private readonly transactions: PoolTransactions;

  constructor(
    private readonly database: AuditPool,
    private readonly keys: KeyReader,
    log: Log,
  ) {
    this.transactions = new PoolTransactions(database.pool);
    const batch = (): Promise<Moved> => this.transactions.run((tx) => this.batch(tx));
    this.move = new MoveWhatStands({ what: 'entries that the residents’ keys at the place held', log, batch });
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

  private async batch(tx: SqlExecutor): Promise<Moved> {
    const standing = rowsOf<Standing>(await tx.query(NEXT));
    if (standing.length === 0) {
      const [{ waits }] = rowsOf<{ waits: boolean }>(await tx.query(LEFT)) as [{ waits: boolean }];
      return { moved: 0, left: waits ? 'waits' : 'done' };
    }
    const values = [JSON.stringify(await this.rewrapped(standing))];
    const [{ moved }] = rowsOf<{ moved: string }>(await tx.query(REHOME, values)) as [{ moved: string }];
    await tx.query(DONE, [standing.map(({ id }) => id)]);
    return { moved: Number(moved), left: 'more' };
  }

  /** Without what a key is gone for: nobody reads it any more, whoever holds it. Keys are made by themselves, so that nobody waits for a batch. */
  private async rewrapped(standing: readonly Standing[]): Promise<object[]> {
    const there = standing.flatMap(({ source, wrapped, ...entry }) =>
      source === null || wrapped === null ? [] : [{ ...entry, controller: source, wrapped }],
    );
    const keys = await this.keys.ofHoldings(this.database.pool, there);
    return there.flatMap(({ id, residentId, controller, wrapped }) => {
      const [from, into] = [keys.ofResident(residentId), keys.at(residentId, controller)];
      if (from.state !== 'held' || into.state !== 'held') return [];
      const after = from.rewrapEntryKey(wrapped, into, id);
      return after
        ? [{ id, before: wrapped.toString('base64'), after: after.toString('base64'), holder: into.holder.id }]
        : [];
    });
  }
}
