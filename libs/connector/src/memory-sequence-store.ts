import { SequenceStore } from './sequence-store.js';

/** Forgets with the process: for a replay from the beginning, and for tests. */
export class MemorySequenceStore extends SequenceStore {
  private readonly marks = new Map<string, bigint>();
  private readonly cursors = new Map<string, string>();

  async highWater(stream: string): Promise<bigint> {
    return this.marks.get(stream) ?? 0n;
  }

  async advance(marks: ReadonlyMap<string, bigint>): Promise<void> {
    for (const [stream, seq] of marks) if (seq > (this.marks.get(stream) ?? 0n)) this.marks.set(stream, seq);
  }

  async cursor(name: string): Promise<string | null> {
    return this.cursors.get(name) ?? null;
  }

  async moveTo(name: string, cursor: string): Promise<void> {
    this.cursors.set(name, cursor);
  }

  async forget(name: string): Promise<void> {
    this.cursors.delete(name);
  }

  async close(): Promise<void> {
    // Nothing is open.
  }
}
