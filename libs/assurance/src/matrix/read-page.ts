import { BundleError, type BundleFile } from '#libs/cedar';
import { tolerant, type Read } from './reading.js';
import { YamlPage } from './yaml-page.js';

/** Reads a whole page. @throws BundleError with file and line of everything that is wrong. */
export function readPage<T>({ name, text }: BundleFile, read: Read<T>): T {
  const page = new YamlPage(name, text);
  const root = page.root();
  const [whole] = root ? tolerant(root, read) : [];
  if (page.problems.length > 0 || whole === undefined) throw new BundleError(page.problems);
  return whole;
}
