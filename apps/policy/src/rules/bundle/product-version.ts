import { existsSync, readFileSync } from 'node:fs';

let version: string | undefined;

/** The release that this process runs, from the package that it came in: what a check was made with. */
export function productVersion(): string {
  version ??= (JSON.parse(readFileSync(manifest(), 'utf8')) as { version: string }).version;
  return version;
}

function manifest(): URL {
  let folder = new URL('./', import.meta.url);
  while (!existsSync(new URL('package.json', folder))) {
    const above = new URL('../', folder);
    if (above.href === folder.href) throw new Error('no package.json above this file');
    folder = above;
  }
  return new URL('package.json', folder);
}
