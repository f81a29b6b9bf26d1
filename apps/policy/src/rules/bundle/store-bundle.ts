import { rowsOf } from '#libs/persistence';
import type { BundleFile } from '#libs/cedar';
import type { EntityManager } from 'typeorm';

const STORE = `INSERT INTO policy.bundle (hash, files, author, title, description) VALUES ($1, $2::jsonb, $3, $4, $5)
  ON CONFLICT (hash) DO NOTHING RETURNING hash`;

export interface NewBundle {
  readonly hash: string;
  readonly files: readonly BundleFile[];
  readonly author: string;
  readonly title: string;
  readonly description: string;
}

/** Keeps a bundle under its hash; false when it was there already, with its first author's words. */
export async function storeBundle(tx: EntityManager, bundle: NewBundle): Promise<boolean> {
  const { hash, files, author, title, description } = bundle;
  return rowsOf(await tx.query(STORE, [hash, JSON.stringify(files), author, title, description])).length > 0;
}
