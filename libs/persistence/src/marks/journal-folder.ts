import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import fs from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolderOf } from './journal-file.js';
import { foldLines, linesIn, type MarkLine, shortened, textOf } from './mark-lines.js';
import { MarkStoreAway, type Stored } from './mark-store.js';

const FOUNDED = 'founded.journal';
const JOURNAL = '.journal';
const DRAFT = 'draft-';
/** Journals that nobody wrote to for so long are merged when there are many; no writer goes on with one half as old. */
export const OLD_MS = 3_600_000;
const MANY = 32;

/** What changes names and files here; a test has one that stops in the middle. */
export type Disk = Pick<typeof fs, 'rename' | 'link' | 'rm' | 'writeFile'>;

/**
 * The journals of all writers, as files of one folder. At every moment each line that was durable once stands in one of them
 * at least, so readers and whoever merges need no lock, and one that dies in the middle leaves only work for the next.
 */
export class JournalFolder {
  /** What stands first in the folder that the database belongs to, once it was found so. */
  private own: string | undefined;
  private known: readonly string[] = [];

  constructor(
    readonly path: string,
    private readonly disk: Disk = fs,
    private readonly many = MANY,
  ) {}

  /**
   * Rejects with `MarkStoreAway` where the founding journal does not stand, or is not the one of before: a disk that is not
   * mounted leaves an empty folder behind, which takes everything and keeps nothing. Makes no folder.
   */
  async check(): Promise<void> {
    const founding = await this.founding();
    if (founding === undefined)
      throw new MarkStoreAway(`no restart-proof store was founded in ${this.path}, or it is away`);
    if (this.own !== undefined && founding !== this.own)
      throw new MarkStoreAway(`another restart-proof store stands in ${this.path}`);
    await fs.access(this.path, constants.R_OK | constants.W_OK);
  }

  /** Remembers the store for `check` where it is so. */
  async belongsTo(incarnation: string): Promise<boolean> {
    const founding = await this.founding();
    if (founding === undefined) return false;
    if (founding === this.own && this.known.includes(incarnation)) return true;
    const { incarnations } = await this.read();
    if (!incarnations.includes(incarnation) || founding !== (await this.founding())) return false;
    [this.own, this.known] = [founding, incarnations];
    return true;
  }

  /** Nothing where nobody founded it, whatever else stands there. */
  async read(): Promise<Stored> {
    return foldLines((await this.founding()) === undefined ? [] : await this.lines());
  }

  /** The only way in which the folder is made. Its first line; of several who write it at once, one does. */
  async found(incarnation: string, size: number): Promise<void> {
    await fs.mkdir(this.path, { recursive: true, mode: 0o700 });
    // What is left of a store that lost its founding journal does not come after this.
    const relics = foldLines(await this.lines()).incarnations.length;
    const order = relics === 0 ? 0 : relics + 1;
    await this.createWhole(FOUNDED, textOf([{ kind: 'incarnation', incarnation, order, size }]));
  }

  /**
   * Merges old journals into one when there are many. Any process may, at any moment, on any host: of two that meet, one or
   * both leave it to a later time. Rejects where the folder cannot be written to.
   */
  async merge(now = Date.now()): Promise<void> {
    try {
      const old = await this.unwritten(now);
      await Promise.all(
        old.filter((name) => name.startsWith(DRAFT)).map((name) => this.disk.rm(join(this.path, name))),
      );
      const journals = old.filter((name) => name.endsWith(JOURNAL) && name !== FOUNDED);
      if (journals.length >= this.many) await this.replace(await this.take(journals));
    } catch (error) {
      // Somebody else merges the same ones.
      if (!isGone(error)) throw error;
    }
  }

  /** One by one: what died between two leaves journals with other names, and nothing else. */
  private async take(names: readonly string[]): Promise<string[]> {
    const taken: string[] = [];
    for (const name of names) {
      // A writer that still has it open finds that it lost its name, and writes again elsewhere.
      const without = `taken-${randomUUID()}${JOURNAL}`;
      await this.disk.rename(join(this.path, name), join(this.path, without));
      taken.push(without);
    }
    return taken;
  }

  /** The merged one is durable before the first of these goes. */
  protected async replace(taken: readonly string[]): Promise<void> {
    await this.check();
    await this.createMerged(shortened(await this.linesOf(taken), await this.lines(new Set(taken))));
    await this.remove(taken);
  }

  protected createMerged(lines: readonly MarkLine[]): Promise<void> {
    return this.createWhole(`merged-${randomUUID()}${JOURNAL}`, textOf(lines));
  }

  protected async remove(names: readonly string[]): Promise<void> {
    for (const name of names) await this.disk.rm(join(this.path, name));
  }

  /** Whole before it has its name, and never over another: of several at once the first stays. */
  private async createWhole(name: string, text: string): Promise<void> {
    const draft = join(this.path, `${DRAFT}${randomUUID()}`);
    await this.disk.writeFile(draft, text, { mode: 0o600, flush: true });
    try {
      await this.disk.link(draft, join(this.path, name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    await syncFolderOf(join(this.path, name));
    await this.disk.rm(draft);
  }

  /** Again until no name changed meanwhile: a listing that a renaming overlaps may hold neither the old name nor the new. */
  private async lines(without: ReadonlySet<string> = new Set()): Promise<MarkLine[]> {
    for (let names = await this.journals(); ;) {
      const lines = await this.linesOf(names.filter((name) => !without.has(name))).catch((error: unknown) => {
        if (isGone(error)) return undefined;
        throw error;
      });
      const after = await this.journals();
      if (lines !== undefined && after.join() === names.join()) return lines;
      names = after;
    }
  }

  /** One after the other: as many files as there are would be open at once. */
  private async linesOf(names: readonly string[]): Promise<MarkLine[]> {
    const lines: MarkLine[][] = [];
    for (const name of names) lines.push(linesIn(await fs.readFile(join(this.path, name), 'utf8'), name));
    return lines.flat();
  }

  private async founding(): Promise<string | undefined> {
    try {
      return await fs.readFile(join(this.path, FOUNDED), 'utf8');
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  private async journals(): Promise<string[]> {
    return (await fs.readdir(this.path)).filter((name) => name.endsWith(JOURNAL)).sort();
  }

  private async unwritten(now: number): Promise<string[]> {
    await this.check();
    const old: string[] = [];
    for (const name of await fs.readdir(this.path)) {
      if (now - (await fs.stat(join(this.path, name))).mtimeMs > OLD_MS) old.push(name);
    }
    return old;
  }
}

/** As a file system of several hosts says it too. */
const isGone = (error: unknown): boolean => ['ENOENT', 'ESTALE'].includes(String((error as { code?: unknown }).code));
