import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone: the nearest folder above with a package.json, from the sources as from what was built of them. */
function projectRoot(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : projectRoot(dirname(from));
}

export const PROJECT_ROOT = projectRoot(dirname(fileURLToPath(import.meta.url)));
/** Where templates and texts lie. */
export const PORTAL_FOLDER = join(PROJECT_ROOT, 'apps', 'portal');
