import { existsSync, readFileSync } from 'node:fs';
import { open, rename, type FileHandle } from 'node:fs/promises';
import { MemorySequenceStore } from './memory-sequence-store.js';
import { SequenceStore } from './sequence-store.js';

type Line = readonly ['mark', string, string] | readonly ['cursor', string, string | null];

/** Lines are folded into one a name when there are this many more than names. */
const SPARE_LINES = 10_000;

/**
 * A journal in one file: each call appends its lines and syncs them before it resolves, so a crash loses at most what was
 * not acknowledged. A torn last line is left out when it is read again. One process at a time.
 */
export class FileSequenceStore extends SequenceStore {
  private readonly state = new MemorySequenceStore();
  private readonly names = new Map<string, Line>();
  private lines = 0;
  private file: FileHandle | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly path: string) {
    super();
    if (existsSync(path)) for (const line of wholeLines(readFileSync(path, 'utf8'))) void this.remember(line);
  }

  highWater(stream: string): Promise<bigint> {
    return this.state.highWater(stream);
  }

  cursor(name: string): Promise<string | null> {
    return this.state.cursor(name);
  }

  advance(marks: ReadonlyMap<string, bigint>): Promise<void> {
    return this.write([...marks].map(([stream, seq]): Line => ['mark', stream, seq.toString()]));
  }

  moveTo(name: string, cursor: string): Promise<void> {
    return this.write([['cursor', name, cursor]]);
  }

  forget(name: string): Promise<void> {
    return this.write([['cursor', name, null]]);
  }

  async close(): Promise<void> {
    await this.last;
    await this.letGo();
  }

  /** One write after the other; a failed one does not stop the next. */
  private write(lines: readonly Line[]): Promise<void> {
    if (lines.length === 0) return Promise.resolve();
    const turn = this.last.then(() => this.append(lines));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async append(lines: readonly Line[]): Promise<void> {
    if (!this.file || this.lines > this.names.size + SPARE_LINES) await this.compact();
    try {
      await this.file!.appendFile(textOf(lines));
      await this.file!.datasync();
    } catch (error) {
      // Half a line may stand at the end now: the next write begins a journal anew.
      await this.letGo();
      throw error;
    }
    for (const line of lines) await this.remember(line);
  }

  /** Whole before it has its name: a crash leaves the old journal or the new one. Also drops a torn end. */
  private async compact(): Promise<void> {
    await this.letGo();
    const draft = `${this.path}.next`;
    this.file = await open(draft, 'w', 0o600);
    await this.file.appendFile(textOf([...this.names.values()]));
    await this.file.sync();
    await rename(draft, this.path);
    this.lines = this.names.size;
  }

  private async letGo(): Promise<void> {
    const file = this.file;
    this.file = undefined;
    await file?.close();
  }

  private async remember(line: Line): Promise<void> {
    this.lines += 1;
    if (line[0] === 'cursor') {
      const [, name, value] = line;
      this.names.set(`cursor ${name}`, line);
      return value === null ? this.state.forget(name) : this.state.moveTo(name, value);
    }
    const [, name, value] = line;
    const known = this.names.get(`mark ${name}`);
    if (!known || BigInt(known[2] ?? 0) < BigInt(value)) this.names.set(`mark ${name}`, line);
    return this.state.advance(new Map([[name, BigInt(value)]]));
  }
}

const textOf = (lines: readonly Line[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

function wholeLines(text: string): Line[] {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Line);
}
