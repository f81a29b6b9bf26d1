import { open, stat, type FileHandle } from 'node:fs/promises';

/**
 * A file to which one process appends. What `append` wrote is durable, and the file has its name still: else whoever merges
 * old journals may have read it already, and the caller writes again elsewhere.
 */
export class JournalFile {
  private handle: FileHandle | undefined;

  constructor(readonly path: string) {}

  /** False when the file lost its name before the text was safe. Rejects where it cannot be written; half of it may stand then. */
  async append(text: string): Promise<boolean> {
    this.handle ??= await this.create();
    await this.handle.appendFile(text);
    await this.handle.datasync();
    const [written, named] = await Promise.all([this.handle.stat(), stat(this.path).catch(() => null)]);
    return named !== null && named.ino === written.ino && named.dev === written.dev;
  }

  async close(): Promise<void> {
    const handle = this.handle;
    this.handle = undefined;
    await handle?.close();
  }

  private async create(): Promise<FileHandle> {
    const handle = await open(this.path, 'ax', 0o600);
    await syncFolderOf(this.path);
    return handle;
  }
}

/** A new name is durable with its folder, not with its file. */
export async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(path.slice(0, path.lastIndexOf('/')), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
