import type { LeaderSql } from '#libs/persistence';
import { growTree, leafHash, signCheckpoint, type NoteSigner } from '#libs/tlog';
import { leafBytes, leafTime, type Leaf } from '../../log/leaf.js';
import { sequenceBatch } from '../../sequencing/sequence-batch.js';

/** One round of a sequencer that is wrong on purpose. `crash` ends it at its weakest line, once. */
export type FaultyRound = (db: LeaderSql, signer: NoteSigner, crash: () => void) => Promise<void>;

/** The leaf index comes from a database sequence: a batch that rolls back leaves its numbers unused for ever. */
export const indexFromSequence: FaultyRound = async (db, signer, crash) => {
  await db.query('CREATE SEQUENCE IF NOT EXISTS audit.faulty_idx MINVALUE 0 START 0');
  await db.query('BEGIN');
  const staged = await readStaged(db);
  const size = (await db.query('SELECT 1 FROM audit.entry')).rows.length;
  for (const leaf of staged) {
    await db.query(
      `INSERT INTO audit.entry SELECT nextval('audit.faulty_idx'), id, at, $2 FROM audit.staging WHERE id = $1`,
      [leaf.id, leafBytes(leaf)],
    );
  }
  await moveRest(db, staged);
  crash();
  await storeTree(db, signer, size + staged.length);
  await db.query('COMMIT');
};

/** Reads staging by a cursor over time: an entry that commits after a later one was read is never seen. */
export const readByCursor: FaultyRound = async (db, signer) => {
  const { rows } = await db.query<{ at: string }>(`SELECT coalesce(max(at), '-infinity')::text AS at FROM audit.entry`);
  const seen = rows[0]!.at;
  const filtered: LeaderSql = {
    query: (sql, values) =>
      db.query(sql.replace('FROM audit.staging', `FROM audit.staging WHERE at > '${seen}'`), values),
  };
  await sequenceBatch(filtered, signer, { limit: 1_000 });
};

/** Takes entries out of staging in a transaction of its own, before they are in the log: a crash between loses them. */
export const removeFirst: FaultyRound = async (db, signer, crash) => {
  const { rows } = await db.query<{ row: string }>('DELETE FROM audit.staging s RETURNING to_jsonb(s)::text AS row');
  crash();
  for (const { row } of rows) {
    await db.query('INSERT INTO audit.staging SELECT * FROM jsonb_populate_record(null::audit.staging, $1)', [row]);
  }
  await sequenceBatch(db, signer, { limit: 1_000 });
};

/** Commits entries, and their tiles and head later: a crash between makes the next round index from a stale head. */
export const tilesLater: FaultyRound = async (db, signer, crash) => {
  const staged = await readStaged(db);
  const { rows } = await db.query<{ next: string }>('SELECT coalesce(max(idx) + 1, 0) AS next FROM audit.entry');
  for (const [place, leaf] of staged.entries()) {
    await db.query('INSERT INTO audit.entry SELECT $3, id, at, $2 FROM audit.staging WHERE id = $1', [
      leaf.id,
      leafBytes(leaf),
      Number(rows[0]!.next) + place,
    ]);
  }
  await moveRest(db, staged);
  crash();
  const head = Number((await db.query<{ size: string }>('SELECT size FROM audit.head')).rows[0]!.size);
  await storeTree(db, signer, head + staged.length);
};

/** Takes tiles on trust and does not look at the head that it extends, as a leader without its lock would. */
export const ignoreHead: FaultyRound = async (db, signer, crash) => {
  const stale: LeaderSql = {
    query: (sql, values) => db.query(sql === 'SELECT size FROM audit.head' ? 'SELECT 0 AS size' : sql, values),
  };
  const real: LeaderSql = {
    query: (sql, values) =>
      sql.includes('extend_v1') ? overwrite(db, values as unknown[], signer) : stale.query(sql, values),
  };
  await sequenceBatch(real, signer, { limit: 1_000 });
  crash();
};

async function overwrite<Row>(db: LeaderSql, values: unknown[], signer: NoteSigner): Promise<{ rows: Row[] }> {
  const staged = await readStaged(db);
  const next = (await db.query('SELECT 1 FROM audit.entry')).rows.length;
  for (const [place, leaf] of staged.entries()) {
    await db.query('INSERT INTO audit.entry SELECT $3, id, at, $2 FROM audit.staging WHERE id = $1', [
      leaf.id,
      leafBytes(leaf),
      next + place,
    ]);
  }
  await moveRest(db, staged);
  await writeTree(db, signer, { size: staged.length, root: values[6] as Buffer, changed: [] });
  return { rows: [] };
}

async function readStaged(db: LeaderSql): Promise<Leaf[]> {
  const sql = `SELECT id, ${leafTime('at')} AS time, bundle, encode(detail_hash, 'hex') AS detail FROM audit.staging ORDER BY at`;
  return (await db.query<Leaf>(sql)).rows;
}

async function moveRest(db: LeaderSql, staged: readonly Leaf[]): Promise<void> {
  const ids = [staged.map((leaf) => leaf.id)];
  await db.query(
    'INSERT INTO audit.entry_key SELECT id, wrapped_key, holder_level, holder_id FROM audit.staging WHERE id = ANY ($1)',
    ids,
  );
  await db.query('INSERT INTO audit.entry_index SELECT * FROM audit.entry_line WHERE entry_id = ANY ($1)', ids);
  await db.query('DELETE FROM audit.staging WHERE id = ANY ($1)', ids);
}

async function storeTree(db: LeaderSql, signer: NoteSigner, size: number): Promise<void> {
  const { rows } = await db.query<{ leaf: Buffer }>('SELECT leaf FROM audit.entry ORDER BY idx LIMIT $1', [size]);
  await writeTree(
    db,
    signer,
    growTree(
      [],
      0,
      rows.map((row) => leafHash(row.leaf)),
    ),
  );
}

async function writeTree(db: LeaderSql, signer: NoteSigner, tree: ReturnType<typeof growTree>): Promise<void> {
  const note = signCheckpoint({ origin: signer.name, size: tree.size, root: tree.root }, signer);
  for (const { level, index, hashes } of tree.changed) {
    await db.query(
      'INSERT INTO audit.tile VALUES ($1, $2, $3) ON CONFLICT (level, idx) DO UPDATE SET hashes = excluded.hashes',
      [level, index, hashes],
    );
  }
  await db.query('UPDATE audit.head SET size = $1', [tree.size]);
  const clock = 'fence.domain_now()';
  await db.query(`INSERT INTO audit.checkpoint VALUES ($1, $2, $3, ${clock}, ${clock}) ON CONFLICT DO NOTHING`, [
    tree.size,
    tree.root,
    note,
  ]);
}
