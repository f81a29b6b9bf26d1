import { Injectable } from '@nestjs/common';
import type { Page } from '#libs/contracts';
import type { Principal } from '#libs/http';
import { RecordSearch } from '../trail/record-search.js';
import type { EntryLine, EntryQuery } from './entry.dto.js';
import { EntryLines } from './entry-lines.js';
import { entryLine } from './present-line.js';
import { agencyOf } from './viewer-of.js';

/** An officer's list of their own agency's entries; each page asked for is an entry of kind `search`. */
@Injectable()
export class ListEntries {
  constructor(
    private readonly lines: EntryLines,
    private readonly trail: RecordSearch,
  ) {}

  async run(officer: Principal, query: EntryQuery): Promise<Page<EntryLine>> {
    const { items, next } = await this.lines.ofAgency(agencyOf(officer), query);
    await this.trail.run(officer, 'list-entries', { ...query });
    return { items: items.map(entryLine), next };
  }
}
