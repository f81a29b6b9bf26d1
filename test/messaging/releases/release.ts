import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An event as a release wrote it, and what its own reader made of it. */
export interface Written {
  readonly type: string;
  readonly stream: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly work: readonly string[];
}

/** What a release's reader reads of a type: fields that it cannot do without, and the work that follows, by one of them or always. */
interface Reads {
  readonly needs: readonly string[];
  readonly by?: string;
  readonly work: readonly string[] | Readonly<Record<string, readonly string[]>>;
  /** What follows of a kind that it does not know; without it, that parks the stream. */
  readonly otherwise?: readonly string[];
}

/** The contract of a release that may still run beside this one, as data: frozen when it was cut, and never edited. */
export class Release {
  readonly written: readonly Written[];
  private readonly reader: Readonly<Record<string, Reads>>;

  constructor(readonly version: string) {
    const read = (name: string): unknown =>
      JSON.parse(readFileSync(join(import.meta.dirname, version, `${name}.json`), 'utf8'));
    this.written = read('written') as Written[];
    this.reader = read('reader') as Record<string, Reads>;
  }

  /** What its reader makes of an event of today; in words where that is not what should happen. */
  reads({ type, data }: Pick<Written, 'type' | 'data'>): readonly string[] | 'passes over it' | 'parks its stream' {
    const reads = this.reader[type];
    if (reads === undefined) return 'passes over it';
    if (reads.needs.some((field) => typeof data[field] !== 'string')) return 'parks its stream';
    if (reads.by === undefined) return reads.work as readonly string[];
    const byKind = reads.work as Readonly<Record<string, readonly string[]>>;
    return byKind[String(data[reads.by])] ?? reads.otherwise ?? 'parks its stream';
  }
}
