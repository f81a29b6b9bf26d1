import { mkdir } from 'node:fs/promises';
import { JournalFolder } from '../journal-folder.js';

/** The fault: whoever looks makes the folder where it is missing, and takes any folder for the store. */
export class MakesFolder extends JournalFolder {
  override async check(): Promise<void> {
    await mkdir(this.path, { recursive: true });
  }
}
