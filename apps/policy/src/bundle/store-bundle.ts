import type { BundleFile } from '#libs/cedar';
import { rowsOf } from '#libs/messaging';
import type { EntityManager } from 'typeorm';

const STORE = `INSERT INTO policy.bundle (hash, files, author) VALUES ($1, $2::jsonb, $3)
  ON CONFLICT (hash) DO NOTHING RETURNING hash`;

/** Keeps a bundle under its hash; false when it was there already. */
export async function storeBundle(
  tx: EntityManager,
  { hash, files, author }: { hash: string; files: readonly BundleFile[]; author: string },
): Promise<boolean> {
  return rowsOf(await tx.query(STORE, [hash, JSON.stringify(files), author])).length > 0;
}
