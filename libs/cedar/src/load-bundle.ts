import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleError } from './bundle-error.js';
import type { Bundle, BundleFile } from './bundle.js';
import { parseBundle } from './parse-bundle.js';

const isOfBundle = (name: string): boolean => /\.(cedar|cedarschema)$/.test(name) || name === 'precedence.json';

/**
 * Reads a bundle from the files directly in a folder.
 * @throws BundleError when it cannot be used; Node's own error when the folder cannot be read.
 */
export const loadBundle = async (folder: string): Promise<Bundle> => {
  const names = (await readdir(folder)).filter(isOfBundle).sort();
  const files = await Promise.all(
    names.map(async (name): Promise<BundleFile> => ({ name, text: await readFile(join(folder, name), 'utf8') })),
  );
  if (!files.some(({ name }) => name.endsWith('.cedar'))) {
    throw new BundleError([{ file: '.', line: 1, rule: null, message: 'no *.cedar file' }]);
  }
  return parseBundle(files);
};
