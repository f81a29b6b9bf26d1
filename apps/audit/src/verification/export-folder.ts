import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Reads the files of an export; knows nothing of what they should hold. */
export class ExportFolder {
  constructor(readonly path: string) {
    if (!existsSync(path) || !statSync(path).isDirectory()) throw new Error(`${path} is not a folder`);
  }

  read(path: string): Buffer | undefined {
    const file = join(this.path, path);
    return existsSync(file) ? readFileSync(file) : undefined;
  }

  /** Objects of an NDJSON file, or of every file below a folder, in order. */
  *lines(path: string): Generator<Record<string, unknown>> {
    for (const file of this.list(path)) {
      for (const line of readFileSync(join(this.path, file), 'utf8').split('\n')) {
        if (line === '') continue;
        const value: unknown = JSON.parse(line);
        if (typeof value === 'object' && value !== null) yield value as Record<string, unknown>;
      }
    }
  }

  /** Every file below `path`, as relative paths with forward slashes, sorted. */
  list(path: string): string[] {
    const start = join(this.path, path);
    if (!existsSync(start)) return [];
    return readdirSync(start, { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile())
      .map((item) => relative(this.path, join(item.parentPath, item.name)).split(sep).join('/'))
      .sort();
  }
}
