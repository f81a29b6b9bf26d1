import { growTree, leafHash, openCheckpoint, type NoteVerifier } from '#libs/tlog';
import type pg from 'pg';
import { leafBytes, leafTime, type Leaf } from '../log/leaf.js';

export type LogFault = 'gap' | 'lost' | 'twice' | 'head' | 'leaf' | 'tile' | 'checkpoint' | 'left-behind';

interface EntryRow extends Leaf {
  readonly idx: string;
  readonly leaf: Buffer;
}

/**
 * What must hold of the database at rest, however the sequencers before were killed: every entry that was acknowledged is
 * in the log once, indexes have no gap, tiles and every checkpoint follow from the leaves. Returns the kinds of fault.
 */
export async function checkLog(
  db: pg.Pool,
  verifier: NoteVerifier,
  acknowledged: readonly string[],
): Promise<LogFault[]> {
  const faults = new Set<LogFault>();
  const { rows } = await db.query<EntryRow>(
    `SELECT e.idx, e.id, ${leafTime('e.at')} AS time, e.leaf,
            encode(sha256(d.sealed), 'hex') AS detail, null AS bundle
       FROM audit.entry e LEFT JOIN audit.detail d ON d.entry_id = e.id ORDER BY e.idx`,
  );
  if (rows.some((row, place) => Number(row.idx) !== place)) faults.add('gap');
  const times = new Map<string, number>();
  for (const { id } of rows) times.set(id, (times.get(id) ?? 0) + 1);
  if (acknowledged.some((id) => !times.has(id))) faults.add('lost');
  if ([...times.values()].some((count) => count > 1)) faults.add('twice');
  if (rows.some((row) => !row.leaf.equals(leafBytes(row)))) faults.add('leaf');
  const hashes = rows.map((row) => leafHash(row.leaf));
  await checkTiles(db, hashes, faults);
  await checkHeads(db, verifier, hashes, faults);
  const { rows: left } = await db.query(
    `SELECT 1 FROM audit.entry e FULL JOIN audit.entry_key k ON k.entry_id = e.id
       FULL JOIN audit.entry_index i ON i.entry_id = e.id
      WHERE e.id IS NULL OR k.entry_id IS NULL OR i.entry_id IS NULL UNION ALL SELECT 1 FROM audit.staging`,
  );
  if (left.length > 0) faults.add('left-behind');
  return [...faults];
}

async function checkTiles(db: pg.Pool, hashes: readonly Buffer[], faults: Set<LogFault>): Promise<void> {
  const { rows } = await db.query<{ level: number; idx: string; hashes: Buffer }>(
    'SELECT level, idx, hashes FROM audit.tile',
  );
  const { changed } = growTree([], 0, hashes);
  const right = changed.every((tile) =>
    rows.some((row) => row.level === tile.level && Number(row.idx) === tile.index && row.hashes.equals(tile.hashes)),
  );
  if (!right || rows.length !== changed.length) faults.add('tile');
}

async function checkHeads(
  db: pg.Pool,
  verifier: NoteVerifier,
  hashes: readonly Buffer[],
  faults: Set<LogFault>,
): Promise<void> {
  const { rows } = await db.query<{ size: string; note: string }>(
    'SELECT size, note FROM audit.checkpoint ORDER BY size',
  );
  for (const row of rows) {
    const { size, root } = openCheckpoint(row.note, verifier);
    const same =
      size === Number(row.size) && size <= hashes.length && growTree([], 0, hashes.slice(0, size)).root.equals(root);
    if (!same) faults.add('checkpoint');
  }
  const head = await db.query<{ size: string }>('SELECT size FROM audit.head');
  if (Number(head.rows[0]!.size) !== hashes.length || Number(rows.at(-1)?.size ?? 0) !== hashes.length)
    faults.add('head');
}
