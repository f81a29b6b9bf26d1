import { readFileSync } from 'node:fs';
import type { Category } from '#libs/domain';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PROJECT_ROOT } from '../../../portal-folder.js';
import type { Json } from '../seen.js';

interface WrittenRecord {
  readonly category: Category;
  readonly body: Json;
}

const FOLDER = join(PROJECT_ROOT, 'demo', 'records');

/** Every record of the demo town, and every one that Synthea made for it. */
export function demoRecords(): WrittenRecord[] {
  const written = ['care-and-housing.json', 'posted-by-the-script.json'].flatMap(
    (file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as WrittenRecord[],
  );
  const lines = gunzipSync(readFileSync(join(FOLDER, 'synthea-records.jsonl.gz')))
    .toString('utf8')
    .trim()
    .split('\n');
  const made = lines.map((line) => JSON.parse(line) as { readonly category: Category; readonly resource: Json });
  return [...written, ...made.map(({ category, resource }) => ({ category, body: resource }))];
}
