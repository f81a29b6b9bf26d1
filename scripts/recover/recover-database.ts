import { randomUUID } from 'node:crypto';
import { compareWithStore, type Mark, type MarkStore, readStanding, RULES, type Verdict } from '#libs/persistence';
import type { KeyRing } from '#libs/sealing';
import { EntryWriter } from '#libs/trail';
import type pg from 'pg';

export interface Recovery {
  /** Who does it, and for a lost store the second person; for the log. */
  readonly by: string;
  readonly and: string | null;
  readonly storeLost: boolean;
}

export interface Recovered {
  readonly incarnation: string;
  /** Things that are denied until an officer has reconciled them. */
  readonly barred: number;
  readonly size: number;
  readonly lostSize: number;
}

const REFUSALS: Readonly<Record<Exclude<Verdict, 'restored' | 'lost'>, string>> = {
  same: 'The database agrees with the restart-proof store: there is nothing to recover.',
  foreign: 'The restart-proof store belongs to another database: set MARKS_DIR to the one that this database had.',
};
const LOST = `The restart-proof store is empty, so nobody can say what was stopped since the backup was made. Set MARKS_DIR to the
right folder; or, if it is lost, two people take it upon them: --store-lost --by NAME --and NAME. Everything is then denied until
a lead has reconciled "${RULES}".`;

/**
 * Opens a restored database again (ADR 22): bars what the store knows of and the database does not, gives it a new
 * incarnation, in the store first, and says so in the log. Safe to run again where it was cut short.
 */
export async function recoverDatabase(
  admin: pg.Client,
  store: MarkStore,
  ring: KeyRing,
  { by, and, storeLost }: Recovery,
): Promise<Recovered> {
  const standing = await readStanding(admin);
  const { verdict, missing, signedSize: lostSize, size } = await compareWithStore(admin, store, standing);
  if (verdict === 'same' || verdict === 'foreign') throw new Error(REFUSALS[verdict]);
  if (verdict === 'lost' && !(storeLost && and !== null && and !== by)) throw new Error(LOST);
  const incarnation = randomUUID();
  await store.begin(incarnation, size);
  const [marks, cause]: [readonly Mark[], string] =
    verdict === 'lost'
      ? [[{ id: randomUUID(), things: [RULES], at: Date.now() }], 'store-lost']
      : [missing, 'restored'];
  const writer = EntryWriter.with(ring);
  const entry = writer.sealWith('place', {
    kind: 'governance',
    detail: {
      action: 'database-restored',
      by,
      and,
      cause,
      size,
      lostSize,
      marks: marks.map(({ id }) => id).slice(0, 500),
    },
    index: { action: 'database-restored', outcome: 'recorded', categories: [] },
  });
  await admin.query('BEGIN');
  try {
    const { rows } = await admin.query<{ barred: string }>('SELECT fence.recover_v1($1, $2::jsonb, $3) AS barred', [
      ...[incarnation, JSON.stringify(marks), cause],
    ]);
    await writer.append(admin, entry);
    await admin.query('COMMIT');
    return { incarnation, barred: Number(rows[0]!.barred), size, lostSize };
  } catch (error) {
    await admin.query('ROLLBACK');
    throw error;
  }
}
