import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeTypes } from './write-types.js';

/** What is committed of the contract: the text of each file, by its path, made from the documents of the apps. */
export async function contractFiles(documents: Readonly<Record<string, object>>): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const [app, document] of Object.entries(documents)) {
    files.set(`libs/client/openapi/${app}.json`, `${JSON.stringify(document, null, 2)}\n`);
    files.set(`libs/client/src/generated/${app}.ts`, await writeTypes(document));
  }
  return files;
}

/** Paths of those that are absent, or say something else. */
export const differing = (root: string, files: ReadonlyMap<string, string>): string[] =>
  [...files].flatMap(([path, text]) => {
    const file = join(root, path);
    return existsSync(file) && readFileSync(file, 'utf8') === text ? [] : [path];
  });
