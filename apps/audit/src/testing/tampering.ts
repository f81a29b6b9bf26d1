import { randomUUID } from 'node:crypto';
import { growTree, leafHash, signCheckpoint, type NoteSigner } from '#libs/tlog';
import type pg from 'pg';

/** What someone with the database's superuser does to the log; `signer` is the log's own key, for those who have it too. */
export type Tampering = (db: pg.ClientBase, signer: NoteSigner) => Promise<unknown>;

const leaf = (id: string): string =>
  `{"bundle":null,"detail":"${'0'.repeat(64)}","id":"${id}","time":"2026-01-01T00:00:00.000000Z"}`;
const edit =
  (idx: number): Tampering =>
  (db) =>
    db.query(
      `UPDATE audit.entry SET leaf = convert_to(replace(convert_from(leaf, 'UTF8'), 'T', ' '), 'UTF8') WHERE idx = $1`,
      [idx],
    );
/** Shifts the indexes from `from` on; by way of far-off ones, since they are unique at every moment. */
async function renumber(db: pg.ClientBase, from: number, by: number): Promise<void> {
  await db.query('UPDATE audit.entry SET idx = idx + 1000000 WHERE idx >= $1', [from]);
  await db.query('UPDATE audit.entry SET idx = idx - 1000000 + $1 WHERE idx >= 1000000', [by]);
}

export const editEntry: Tampering = edit(137);
export const removeEntry: Tampering = (db) => db.query('DELETE FROM audit.entry WHERE idx = 42');
export const removeAndCloseUp: Tampering = async (db, signer) => {
  await removeEntry(db, signer);
  await renumber(db, 43, -1);
};
export const insertEntry: Tampering = async (db) => {
  await renumber(db, 50, 1);
  const id = randomUUID();
  await db.query('INSERT INTO audit.entry VALUES (50, $1, clock_timestamp(), $2)', [id, Buffer.from(leaf(id))]);
};
export const swapEntries: Tampering = async (db) => {
  await db.query('UPDATE audit.entry SET idx = 999999 WHERE idx = 10');
  await db.query('UPDATE audit.entry SET idx = 10 WHERE idx = 11');
  await db.query('UPDATE audit.entry SET idx = 11 WHERE idx = 999999');
};
export const cutEntries: Tampering = (db) => db.query('DELETE FROM audit.entry WHERE idx >= 290');
export const cutEverything: Tampering = async (db) => {
  await db.query('DELETE FROM audit.entry WHERE idx >= 200');
  await db.query('DELETE FROM audit.checkpoint WHERE size > 200');
  await rebuildTiles(db);
  await db.query('UPDATE audit.head SET size = 200');
};
export const editAndRebuild: Tampering = async (db, signer) => {
  await edit(150)(db, signer);
  await rebuildTiles(db);
};
export const editRebuildAndSignNewest: Tampering = async (db, signer) => {
  await editAndRebuild(db, signer);
  await signAgain(db, signer, 'WHERE size = 300');
};
export const rewriteHistory: Tampering = async (db, signer) => {
  await editAndRebuild(db, signer);
  await signAgain(db, signer, '');
};
export const repeatEntry: Tampering = async (db, signer) => {
  await db.query('UPDATE audit.entry SET leaf = (SELECT leaf FROM audit.entry WHERE idx = 7) WHERE idx = 299');
  await rebuildTiles(db);
  await signAgain(db, signer, '');
};
export const editUpperTile: Tampering = (db) =>
  db.query('UPDATE audit.tile SET hashes = set_byte(hashes, 3, 255 - get_byte(hashes, 3)) WHERE level = 1');
export const removeTile: Tampering = (db) => db.query('DELETE FROM audit.tile WHERE level = 0 AND idx = 1');
export const editDetail: Tampering = (db) =>
  db.query(`UPDATE audit.detail SET sealed = set_byte(sealed, 9, 255 - get_byte(sealed, 9))
             WHERE entry_id = (SELECT id FROM audit.entry WHERE idx = 77)`);
export const editPlaceFact: Tampering = (db) =>
  db.query(`ALTER TABLE audit.place_fact DROP CONSTRAINT place_fact_is_itself;
            UPDATE audit.place_fact SET text = replace(text, 'MEDS', 'HOUSING')`);
export const forgeCheckpoint: Tampering = (db) =>
  db.query(`UPDATE audit.checkpoint SET note = replace(note, E'\\n200\\n', E'\\n199\\n') WHERE size = 200`);

async function rebuildTiles(db: pg.ClientBase): Promise<void> {
  await db.query('DELETE FROM audit.tile');
  for (const { level, index, hashes } of growTree([], 0, await leafHashes(db)).changed) {
    await db.query('INSERT INTO audit.tile VALUES ($1, $2, $3)', [level, index, hashes]);
  }
}

async function signAgain(db: pg.ClientBase, signer: NoteSigner, where: string): Promise<void> {
  const hashes = await leafHashes(db);
  const { rows } = await db.query<{ size: string }>(`SELECT size FROM audit.checkpoint ${where}`);
  for (const size of rows.map((row) => Number(row.size))) {
    const { root } = growTree([], 0, hashes.slice(0, size));
    const note = signCheckpoint({ origin: signer.name, size, root }, signer);
    await db.query('UPDATE audit.checkpoint SET root = $2, note = $3 WHERE size = $1', [size, root, note]);
  }
}

async function leafHashes(db: pg.ClientBase): Promise<Buffer[]> {
  const { rows } = await db.query<{ leaf: Buffer }>('SELECT leaf FROM audit.entry ORDER BY idx');
  return rows.map((row) => leafHash(row.leaf));
}
