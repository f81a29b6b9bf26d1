import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ATTACHMENT_FOLDERS, type AttachmentFolder } from './attachments.js';
import { BundleError } from './bundle-error.js';
import type { Bundle, BundleFile } from './bundle.js';
import { LINKS_FILE } from './link-templates.js';
import { parseBundle } from './parse-bundle.js';

const isOfBundle = (name: string): boolean =>
  /\.(cedar|cedarschema)$/.test(name) || name === 'precedence.json' || name === LINKS_FILE;

const namesIn = async (path: string, { folder, ending }: AttachmentFolder): Promise<string[]> =>
  (await readdir(join(path, folder))).filter((name) => name.endsWith(ending)).map((name) => `${folder}/${name}`);

/**
 * The files of a bundle in a folder, by name: the policies, schema and order directly in it, and the attachments in its `tests`,
 * `invariants` and `explain` where it has them. Rejects with Node's own error when the folder cannot be read.
 */
export async function readBundleFiles(folder: string): Promise<BundleFile[]> {
  const entries = await readdir(folder);
  const attached = ATTACHMENT_FOLDERS.filter((one) => entries.includes(one.folder)).map((one) => namesIn(folder, one));
  const names = [...entries.filter(isOfBundle), ...(await Promise.all(attached)).flat()].sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
}

/**
 * Reads a bundle from a folder and validates it.
 * @throws BundleError when it cannot be used; Node's own error when the folder cannot be read.
 */
export async function loadBundle(folder: string): Promise<Bundle> {
  const files = await readBundleFiles(folder);
  if (!files.some(({ name }) => name.endsWith('.cedar'))) {
    throw new BundleError([{ file: '.', line: 1, rule: null, message: 'no *.cedar file' }]);
  }
  return parseBundle(files);
}
