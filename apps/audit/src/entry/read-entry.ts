import { Injectable } from '@nestjs/common';
import { ProblemError, type Principal } from '#libs/http';
import { WriteSearchEntry } from '../trail/write-search-entry.js';
import type { EntryRead } from './entry.dto.js';
import { EntryLines } from './entry-lines.js';
import { OpenEntryDetail } from './open-entry-detail.js';
import { entryLine } from './present-line.js';
import { viewerOf } from './viewer-of.js';

/** Those who answer for privacy. Officers write rules, too, and for that need nobody's details. */
const OPENERS: readonly string[] = ['privacy-officer', 'ig-lead'];

/**
 * An officer opens one entry of their scope; that is an entry too, about the same resident. What is sealed in it is opened for
 * a privacy officer or an information governance lead alone; the line says to others that it is withheld.
 */
@Injectable()
export class ReadEntry {
  constructor(
    private readonly lines: EntryLines,
    private readonly details: OpenEntryDetail,
    private readonly trail: WriteSearchEntry,
  ) {}

  async read(officer: Principal, id: string): Promise<EntryRead> {
    const line = await this.lines.find(id, viewerOf(officer));
    if (!line) throw new ProblemError('not-found');
    const detail = this.mayOpen(officer)
      ? await this.details.open(id)
      : { detail: null, detailState: 'withheld' as const };
    await this.trail.write(officer, 'read-entry', { entry: id }, line.resident_id);
    return { ...entryLine(line), ...detail };
  }

  protected mayOpen(officer: Principal): boolean {
    return officer.roles.some((role) => OPENERS.includes(role));
  }
}
