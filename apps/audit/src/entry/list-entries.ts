import { Injectable } from '@nestjs/common';
import type { Page } from '#libs/contracts';
import type { Principal } from '#libs/http';
import { AuditPool } from '../storage/audit-pool.js';
import { WriteSearchEntry } from '../trail/write-search-entry.js';
import type { EntryLine, EntryQuery, OwnLine } from './entry.dto.js';
import { EntryLines } from './entry-lines.js';
import { meantResident } from './meant-resident.js';
import { entryLine, ownLine } from './present-line.js';
import { agencyOf, practitionerOf } from './viewer-of.js';

/** An officer's list of their own agency's entries, or a practitioner's of what they did themselves. */
@Injectable()
export class ListEntries {
  constructor(
    private readonly lines: EntryLines,
    private readonly database: AuditPool,
    private readonly trail: WriteSearchEntry,
  ) {}

  /** Each page asked for is an entry of kind `search`. */
  async ofAgency(officer: Principal, query: EntryQuery): Promise<Page<EntryLine>> {
    const residentId = await meantResident(this.database, officer, query.resident);
    const { items, next } = await this.lines.ofAgency(agencyOf(officer), query, residentId);
    await this.trail.write(officer, 'list-entries', { ...query }, residentId);
    return { items: items.map(entryLine), next };
  }

  /**
   * No entry: it tells nobody anything that they did not do themselves, and a log that grew whenever it was read would
   * hide its lines behind its own readings.
   */
  async own(practitioner: Principal, query: EntryQuery): Promise<Page<OwnLine>> {
    const residentId = await meantResident(this.database, practitioner, query.resident);
    const { items, next } = await this.lines.ofPractitioner(practitionerOf(practitioner), query, residentId);
    return { items: items.map(ownLine), next };
  }
}
