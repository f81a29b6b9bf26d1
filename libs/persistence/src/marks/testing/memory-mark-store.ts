import { foldLines, type MarkLine } from '../mark-lines.js';
import { type Mark, MarkStore, type Stored } from '../mark-store.js';

/** Forgets with the process: for tests. */
export class MemoryMarkStore extends MarkStore {
  readonly place = 'memory';
  private readonly lines: MarkLine[] = [];

  async found(incarnation: string): Promise<string> {
    const known = foldLines(this.lines).incarnations.at(-1);
    if (known === undefined) this.lines.push({ kind: 'incarnation', incarnation, order: 0, size: 0 });
    return known ?? incarnation;
  }

  async leave(mark: Mark): Promise<void> {
    this.lines.push({ kind: 'mark', ...mark });
  }

  async void(ids: readonly string[]): Promise<void> {
    this.lines.push({ kind: 'void', ids });
  }

  async signed(incarnation: string, size: number): Promise<void> {
    this.lines.push({ kind: 'signed', incarnation, size });
  }

  async begin(incarnation: string, size: number): Promise<void> {
    const { incarnations } = foldLines(this.lines);
    if (incarnations.at(-1) !== incarnation)
      this.lines.push({ kind: 'incarnation', incarnation, order: incarnations.length, size });
  }

  async read(): Promise<Stored> {
    return foldLines(this.lines);
  }

  async belongsTo(incarnation: string): Promise<boolean> {
    return foldLines(this.lines).incarnations.includes(incarnation);
  }

  async check(): Promise<void> {
    // Memory can always be written to.
  }

  async tidy(): Promise<void> {
    // It forgets with the process.
  }

  async close(): Promise<void> {
    // Nothing is open.
  }
}
