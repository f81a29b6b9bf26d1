import fs from 'node:fs/promises';
import type { Disk } from '../journal-folder.js';

/** Does so many steps, and then no more, as for a process that was killed between two. */
export class DyingDisk implements Disk {
  constructor(private left: number) {}

  readonly rename = this.step(fs.rename);
  readonly link = this.step(fs.link);
  readonly rm = this.step(fs.rm);
  readonly writeFile = this.step(fs.writeFile);

  get died(): boolean {
    return this.left < 0;
  }

  private step<Did extends (...asked: never[]) => Promise<unknown>>(does: Did): Did {
    return ((...asked: Parameters<Did>) => {
      this.left -= 1;
      return this.died ? Promise.reject(new Error('killed')) : does(...asked);
    }) as Did;
  }
}
