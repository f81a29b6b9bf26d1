import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { JournalFile } from './journal-file.js';
import { JournalFolder, OLD_MS } from './journal-folder.js';
import { type MarkLine, textOf } from './mark-lines.js';
import { type Mark, MarkStore, type Stored } from './mark-store.js';

/**
 * A folder of journals, one of each process that writes (its own from its first write on), which hosts may share: nobody
 * appends to another's, so nothing waits for a lock of somebody who died. Callers that come while a write is on its way
 * share the next one.
 */
export class FileMarkStore extends MarkStore {
  private journal: JournalFile | undefined;
  private waiting: { line: MarkLine; done: () => void; failed: (error: unknown) => void }[] = [];
  private writing: Promise<void> | undefined;
  private readonly folder: JournalFolder;
  private writtenAt = 0;

  constructor(
    folder: string | JournalFolder,
    private readonly now: () => number = () => performance.now(),
  ) {
    super();
    this.folder = typeof folder === 'string' ? new JournalFolder(folder) : folder;
  }

  get place(): string {
    return this.folder.path;
  }

  async found(incarnation: string): Promise<string> {
    const known = (await this.read()).incarnations.at(-1);
    if (known !== undefined) return known;
    await this.folder.found(incarnation, 0);
    return (await this.read()).incarnations.at(-1)!;
  }

  leave(mark: Mark): Promise<void> {
    return this.write({ kind: 'mark', ...mark });
  }

  async void(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.write({ kind: 'void', ids });
  }

  signed(incarnation: string, size: number): Promise<void> {
    return this.write({ kind: 'signed', incarnation, size });
  }

  async begin(incarnation: string, size: number): Promise<void> {
    const { incarnations } = await this.read();
    if (incarnations.at(-1) === incarnation) return;
    if (incarnations.length === 0) return this.folder.found(incarnation, size);
    await this.write({ kind: 'incarnation', incarnation, order: incarnations.length, size });
  }

  read(): Promise<Stored> {
    return this.folder.read();
  }

  belongsTo(incarnation: string): Promise<boolean> {
    return this.folder.belongsTo(incarnation);
  }

  check(): Promise<void> {
    return this.folder.check();
  }

  async close(): Promise<void> {
    await this.writing;
    await this.letGo();
  }

  tidy(now?: number): Promise<void> {
    return this.folder.merge(now);
  }

  private write(line: MarkLine): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ line, done, failed });
      this.writing ??= this.drain();
    });
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0);
      try {
        await this.append(textOf(batch.map(({ line }) => line)));
        for (const { done } of batch) done();
      } catch (error) {
        // Half a line may stand at its end: nothing is written behind it.
        await this.letGo();
        for (const { failed } of batch) failed(error);
      }
    }
    this.writing = undefined;
  }

  private async append(text: string): Promise<void> {
    for (;;) {
      // Not with one that somebody is about to merge: another host sees for seconds that a name is there which is gone.
      if (this.now() - this.writtenAt > OLD_MS / 2) await this.letGo();
      await this.check();
      if (this.journal === undefined) {
        this.journal = new JournalFile(join(this.folder.path, `${Date.now()}-${process.pid}-${randomUUID()}.journal`));
      }
      this.writtenAt = this.now();
      // Looked at again afterwards: the folder may have gone, and another come, while this wrote.
      const safe = await this.journal.append(text);
      await this.check();
      if (safe) return;
      await this.letGo();
    }
  }

  private async letGo(): Promise<void> {
    const { journal } = this;
    this.journal = undefined;
    await journal?.close();
  }
}
