import {
  allTiles,
  bundlePath,
  encodeBundle,
  encodeTileIndex,
  HASH_SIZE,
  TILE_WIDTH,
  tilePath,
  tileWidth,
  type NoteSigner,
} from '#libs/tlog';
import type { DetailScope, ExportFile } from './export-file.js';
import { withManifest } from './manifest.js';

/** The part of a `pg` pool that exporting needs. */
export interface ExportSql {
  query<Row extends object>(sql: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

const CHECKPOINTS_A_FILE = 5_000;
const PLACE_FACTS_A_FILE = 1_000;
const IN_SCOPE = `EXISTS (SELECT 1 FROM audit.entry_index i WHERE i.entry_id = e.id
  AND $3 IN (i.source_agency, i.requester_agency, i.recipient_agency))`;

/**
 * The log as files, in the layout of C2SP tlog-tiles: `checkpoint`, `tile/…`, `tile/entries/…`; beside it `vkey`, every
 * checkpoint ever signed (`checkpoints/…`, a line each), the sealed details in scope (`detail/…`, a line each), what they may name of
 * the place (`place-facts/…`, a line each) and, last, the signed `manifest` of them all. One file at a time and no long transaction: up to the size it starts from nothing changes any more.
 * It writes what it finds and repairs nothing: whether that is the log that was signed is for the verifier to say.
 */
export async function* exportLog(db: ExportSql, signer: NoteSigner, scope: DetailScope): AsyncGenerator<ExportFile> {
  const newest = await db.query<{ size: string; note: string; at: Date }>(
    'SELECT size, note, fence.domain_now() AS at FROM audit.checkpoint WHERE published_at IS NOT NULL ORDER BY size DESC LIMIT 1',
  );
  const head = newest.rows[0];
  if (!head) throw new Error('the log has no checkpoint yet');
  const size = Number(head.size);
  const about = { size, exportedAt: head.at.toISOString(), details: scope };
  yield* withManifest(logFiles(db, { size, note: head.note, vkey: signer.vkey }, scope), about, signer);
}

async function* logFiles(
  db: ExportSql,
  { size, note, vkey }: { readonly size: number; readonly note: string; readonly vkey: string },
  scope: DetailScope,
): AsyncGenerator<ExportFile> {
  yield { path: 'vkey', bytes: Buffer.from(`${vkey}\n`) };
  yield { path: 'checkpoint', bytes: Buffer.from(note) };
  yield* checkpoints(db, size);
  for (const tile of allTiles(size)) {
    const { rows } = await db.query<{ hashes: Buffer }>('SELECT hashes FROM audit.tile WHERE level = $1 AND idx = $2', [
      tile.level,
      tile.index,
    ]);
    if (rows[0]) yield { path: tilePath(tile), bytes: rows[0].hashes.subarray(0, tile.width * HASH_SIZE) };
  }
  for (let index = 0; index * TILE_WIDTH < size; index++) yield* bundle(db, index, size, scope);
  yield* placeFacts(db, size);
}

async function* checkpoints(db: ExportSql, size: number): AsyncGenerator<ExportFile> {
  let after = -1;
  for (let file = 0; ; file++) {
    const { rows } = await db.query<{ size: string; signed: Date; note: string }>(
      'SELECT size, signed_at AS signed, note FROM audit.checkpoint WHERE size > $1 AND size <= $2 ORDER BY size LIMIT $3',
      [after, size, CHECKPOINTS_A_FILE],
    );
    if (rows.length === 0) return;
    after = Number(rows.at(-1)!.size);
    const lines = rows.map((row) =>
      JSON.stringify({ size: Number(row.size), signedAt: row.signed.toISOString(), note: row.note }),
    );
    yield { path: `checkpoints/${encodeTileIndex(file)}`, bytes: Buffer.from(`${lines.join('\n')}\n`) };
  }
}

async function* bundle(db: ExportSql, index: number, size: number, scope: DetailScope): AsyncGenerator<ExportFile> {
  const scoped = scope !== 'all';
  const { rows } = await db.query<{ idx: string; id: string; leaf: Buffer; sealed: Buffer | null }>(
    `SELECT e.idx, e.id, e.leaf, d.sealed FROM audit.entry e
       LEFT JOIN audit.detail d ON d.entry_id = e.id ${scoped ? `AND ${IN_SCOPE}` : ''}
      WHERE e.idx >= $1 AND e.idx < $2 ORDER BY e.idx`,
    [index * TILE_WIDTH, Math.min(size, (index + 1) * TILE_WIDTH), ...(scoped ? [scope.agency] : [])],
  );
  yield { path: bundlePath(index, tileWidth(0, index, size)), bytes: encodeBundle(rows.map((row) => row.leaf)) };
  const details = rows.filter((row) => row.sealed !== null);
  if (details.length === 0) return;
  const lines = details.map((row) => JSON.stringify({ id: row.id, sealed: row.sealed!.toString('base64') }));
  yield { path: `detail/${encodeTileIndex(index)}`, bytes: Buffer.from(`${lines.join('\n')}\n`) };
}

/** All of the log: which a detail names is sealed in it, and its own entry stands before any that names it. They are nobody's. */
async function* placeFacts(db: ExportSql, size: number): AsyncGenerator<ExportFile> {
  let after = '';
  for (let file = 0; ; file++) {
    const { rows } = await db.query<{ name: string; text: string; entry: string }>(
      `SELECT encode(f.name, 'hex') AS name, f.text, f.entry_id AS entry FROM audit.place_fact f
        JOIN audit.entry e ON e.id = f.entry_id AND e.idx < $3 WHERE f.name > decode($1, 'hex') ORDER BY f.name LIMIT $2`,
      [after, PLACE_FACTS_A_FILE, size],
    );
    if (rows.length === 0) return;
    after = rows.at(-1)!.name;
    const lines = rows.map(({ name, text, entry }) => JSON.stringify({ name, text, entry }));
    yield { path: `place-facts/${encodeTileIndex(file)}`, bytes: Buffer.from(`${lines.join('\n')}\n`) };
  }
}
