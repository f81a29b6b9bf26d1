import { Injectable } from '@nestjs/common';
import type { Page } from '#libs/contracts';
import { ProblemError, type Principal } from '#libs/http';
import { EntryLines } from '../entry/entry-lines.js';
import type { HistoryLine, HistoryQuery } from '../entry/entry.dto.js';
import { entryLine, historyLine } from '../entry/present-line.js';
import { agencyOf } from '../entry/viewer-of.js';
import { WriteSearchEntry } from '../trail/write-search-entry.js';

/**
 * A resident reads their own history, which is nobody's search; an officer reads the part of it that concerns their
 * agency, which is one. A resident nobody knows and one without entries in scope are the same empty page.
 */
@Injectable()
export class ReadHistory {
  constructor(
    private readonly lines: EntryLines,
    private readonly trail: WriteSearchEntry,
  ) {}

  async read(principal: Principal, id: string, query: HistoryQuery): Promise<Page<HistoryLine>> {
    if (principal.kind === 'resident') {
      if (id !== 'me' || principal.residentId === null) throw new ProblemError('not-found');
      const { items, next } = await this.lines.ofResident(principal.residentId, query);
      return { items: items.map(historyLine), next };
    }
    if (id === 'me') throw new ProblemError('not-found');
    const { items, next } = await this.lines.ofAgency(agencyOf(principal), query, id);
    await this.trail.write(principal, 'list-history', { ...query }, id);
    return { items: items.map(entryLine), next };
  }
}
