import { JournalFolder } from '../journal-folder.js';
import type { MarkLine } from '../mark-lines.js';

/** The fault: what was merged goes before the merged journal stands. */
export class RemovesFirst extends JournalFolder {
  private merged: readonly MarkLine[] = [];

  protected override async createMerged(lines: readonly MarkLine[]): Promise<void> {
    this.merged = lines;
  }

  protected override async remove(names: readonly string[]): Promise<void> {
    await super.remove(names);
    await super.createMerged(this.merged);
  }
}
