import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export interface ExportLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>> | undefined;
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Reads the files of an export; knows nothing of what they should hold. */
export class ExportFolder {
  constructor(readonly path: string) {
    if (!existsSync(path) || !statSync(path).isDirectory()) throw new Error(`${path} is not a folder`);
  }

  read(path: string): Buffer | undefined {
    const file = join(this.path, path);
    return existsSync(file) ? readFileSync(file) : undefined;
  }

  /** Lines of an NDJSON file, or of every file below a folder, in order; one that is no JSON object comes without a value. */
  *lines(path: string): Generator<ExportLine> {
    for (const file of this.list(path)) {
      const lines = readFileSync(join(this.path, file), 'utf8').split('\n');
      for (const [at, text] of lines.entries()) {
        if (text !== '') yield { file, line: at + 1, text, value: objectOf(text) };
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
