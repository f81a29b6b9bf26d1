import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, link, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JournalFile, syncFolderOf } from './journal-file.js';
import { foldLines, linesIn, type MarkLine, shortened, textOf } from './mark-lines.js';
import { type Mark, MarkStore, type Stored } from './mark-store.js';

const FOUNDED = 'founded.journal';
/** Journals that nobody wrote to for so long are merged when there are many. */
const OLD_MS = 3_600_000;
const MANY = 32;

/**
 * A folder of journals, one of each process that writes (its own from its first write on), which hosts may share: nobody
 * appends to another's, so nothing waits for a lock of somebody who died. Callers that come while a write is on its way
 * share the next one.
 */
export class FileMarkStore extends MarkStore {
  private journal: JournalFile | undefined;
  private waiting: { line: MarkLine; done: () => void; failed: (error: unknown) => void }[] = [];
  private writing: Promise<void> | undefined;

  constructor(private readonly folder: string) {
    super();
  }

  async found(incarnation: string): Promise<string> {
    const known = (await this.read()).incarnations.at(-1);
    if (known !== undefined) return known;
    await this.createWhole(FOUNDED, textOf([{ kind: 'incarnation', incarnation, order: 0, size: 0 }]));
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
    await this.write({ kind: 'incarnation', incarnation, order: incarnations.length, size });
  }

  async read(): Promise<Stored> {
    return foldLines(await this.lines());
  }

  async check(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await access(this.folder, constants.R_OK | constants.W_OK);
  }

  async close(): Promise<void> {
    await this.writing;
    await this.letGo();
  }

  /** Merges old journals into one when there are many. Safe beside writers, readers and others that merge. */
  async tidy(now = Date.now()): Promise<void> {
    const old: string[] = [];
    for (const name of await this.journals()) {
      const { mtimeMs } = await stat(join(this.folder, name));
      if (name !== FOUNDED && now - mtimeMs > OLD_MS) old.push(name);
    }
    if (old.length < MANY) return;
    // From here on a writer that still has one of them open finds that it lost its name, and writes again.
    const taken = await Promise.all(
      old.map(async (name) => {
        const without = join(this.folder, `taken-${randomUUID()}.journal`);
        await rename(join(this.folder, name), without);
        return without;
      }),
    );
    const texts = await Promise.all(taken.map((path) => readFile(path, 'utf8')));
    await this.createWhole(`merged-${randomUUID()}.journal`, textOf(shortened(texts.flatMap(linesIn))));
    await Promise.all(taken.map((path) => rm(path)));
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
      if (this.journal === undefined) {
        await this.check();
        this.journal = new JournalFile(join(this.folder, `${Date.now()}-${process.pid}-${randomUUID()}.journal`));
      }
      if (await this.journal.append(text)) return;
      await this.letGo();
    }
  }

  /** Whole before it has its name, and never over another: of several at once the first stays. */
  private async createWhole(name: string, text: string): Promise<void> {
    await this.check();
    const draft = join(this.folder, `draft-${randomUUID()}`);
    await writeFile(draft, text, { mode: 0o600, flush: true });
    try {
      await link(draft, join(this.folder, name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      await rm(draft);
    }
    await syncFolderOf(join(this.folder, name));
  }

  /** Once more when a journal was merged while this read. */
  private async lines(): Promise<MarkLine[]> {
    for (;;) {
      try {
        const texts = await Promise.all(
          (await this.journals()).map((name) => readFile(join(this.folder, name), 'utf8')),
        );
        return texts.flatMap(linesIn);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
  }

  private async journals(): Promise<string[]> {
    await this.check();
    return (await readdir(this.folder)).filter((name) => name.endsWith('.journal'));
  }

  private async letGo(): Promise<void> {
    const { journal } = this;
    this.journal = undefined;
    await journal?.close();
  }
}
