import { type Mark, type MarkStore, MarkStoreAway, type Stored } from './mark-store.js';

/** What comparing needs of a connection. */
export interface StandingSql {
  query<Row extends object>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

/** The database's own word, by `fence.standing_v1()`. */
export interface Standing {
  readonly incarnation: string;
  readonly state: 'new' | 'open' | 'restored';
  readonly nonce: string;
  /** False out of a dump or a copy. */
  readonly own: boolean;
  /** Somebody vouches for it at this moment. */
  readonly holds: boolean;
}

/** `restored`: older than the store. `foreign`, `lost`: this is not the store that it belongs to, or no longer. */
export type Verdict = 'same' | 'restored' | 'foreign' | 'lost';

export interface Compared {
  readonly verdict: Verdict;
  /** Marks that the database does not have: lost by a restore, rolled back unheard, or on their way. */
  readonly missing: readonly Mark[];
  /** Of the log, by the store and by the database. */
  readonly signedSize: number;
  readonly size: number;
}

export async function readStanding(sql: StandingSql): Promise<Standing> {
  return (await sql.query<{ s: Standing }>('SELECT fence.standing_v1() AS s')).rows[0]!.s;
}

/**
 * Before a change leaves its mark: a mark in an empty folder or in another's store is none. Only a new database founds its
 * store.
 */
export async function requireOwnStore(
  { state, incarnation }: Pick<Standing, 'state' | 'incarnation'>,
  store: MarkStore,
): Promise<void> {
  if (state === 'new') await store.found(incarnation);
  if (!(await store.belongsTo(incarnation))) throw awayFrom(store);
}

/** The same, of the database that answers here. Rejects with `MarkStoreAway`. */
export async function requireStoreOf(sql: StandingSql, store: MarkStore): Promise<void> {
  await requireOwnStore(await readStanding(sql), store);
}

const awayFrom = (store: MarkStore): MarkStoreAway =>
  new MarkStoreAway(`the restart-proof store of this database is not in ${store.place}`);

/** The store is read first: whatever it names was committed, or was never to be, before the database is asked. */
export async function compareWithStore(sql: StandingSql, store: MarkStore, standing: Standing): Promise<Compared> {
  if (standing.state === 'new') await store.found(standing.incarnation);
  const stored = await store.read();
  const { rows: sizes } = await sql.query<{ size: string }>('SELECT audit.log_size_v1() AS size');
  const missing = await missingMarks(sql, stored.marks);
  const size = Number(sizes[0]!.size);
  const verdict = judge(standing, stored, size);
  if (verdict === 'same' && !(await store.belongsTo(standing.incarnation))) throw awayFrom(store);
  return { verdict, missing, signedSize: stored.signedSize, size };
}

function judge(standing: Standing, { incarnations, signedSize }: Stored, size: number): Verdict {
  if (standing.state === 'restored') return 'restored';
  const inForce = incarnations.at(-1);
  if (inForce === undefined) return 'lost';
  if (!incarnations.includes(standing.incarnation)) return 'foreign';
  const isOlder = inForce !== standing.incarnation || signedSize > size;
  return isOlder || (standing.state === 'open' && !standing.own) ? 'restored' : 'same';
}

async function missingMarks(sql: StandingSql, marks: readonly Mark[]): Promise<Mark[]> {
  const { rows } = await sql.query<{ id: string }>('SELECT i AS id FROM fence.missing_marks_v1($1::uuid[]) AS i', [
    marks.map(({ id }) => id),
  ]);
  const ids = new Set(rows.map(({ id }) => id));
  return marks.filter(({ id }) => ids.has(id));
}
