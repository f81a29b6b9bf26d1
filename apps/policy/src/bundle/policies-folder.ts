import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's own `policies`, from the sources as from the build: the nearest one above this file. */
export function policiesFolder(from = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const policies = join(folder, 'policies', 'schema.cedarschema');
    if (existsSync(policies)) return dirname(policies);
    if (folder === dirname(folder)) throw new Error('no folder of policies was found: set POLICIES_DIR');
  }
}
