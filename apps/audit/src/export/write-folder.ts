import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ExportFile } from './export-file.js';

/** What `tar xf` makes of an export, without the tar. */
export async function writeFolder(files: AsyncIterable<ExportFile>, folder: string): Promise<void> {
  for await (const { path, bytes } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}
