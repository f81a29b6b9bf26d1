import { BundleError, type BundleFile } from '#libs/cedar';
import { reading } from '#libs/pdp';
import { YamlPage } from './yaml-page.js';

/** Reads a whole page. @throws BundleError with file and line of everything that is wrong. */
export function readPage<T>({ name, text }: BundleFile, read: reading.Read<T>): T {
  const page = new YamlPage(name, text);
  const root = page.root();
  const [whole] = root ? reading.tolerant(root, read) : [];
  if (page.problems.length > 0 || whole === undefined) throw new BundleError(page.problems);
  return whole;
}
