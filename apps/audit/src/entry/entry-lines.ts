import { Injectable } from '@nestjs/common';
import type { Page } from '#libs/contracts';
import { DEFAULT_PAGE, pageOf } from '#libs/contracts';
import { anId, aTime, cursorOf, keyAfter } from '#libs/http';
import { AuditConfig } from '../config.js';
import { shownToResident } from './shown-to-resident.js';
import { AuditPool } from '../storage/audit-pool.js';
import type { EntryQuery } from './entry.dto.js';
import { lineColumns, START, type EntryLineRow } from './entry-line.js';
import { facetsOf, LINE_FACETS } from './line-facets.js';
import { lineFilter, lineFilterValues } from './line-filter.js';
import { OWN_DOINGS } from './own-doings.js';
import { TOLD_REASON } from './told-reason-sql.js';

/** Who looks, which settles what exists for them. */
export type Viewer =
  /** Entries in which the agency is source, requester or recipient (domain 1.15). */
  | { readonly kind: 'officer'; readonly agency: string }
  | { readonly kind: 'resident'; readonly residentId: string }
  /** What they did themselves. */
  | { readonly kind: 'practitioner'; readonly requesterId: string; readonly agency: string }
  /** Entries of their own asking, which they hold the ids of. */
  | { readonly kind: 'requester'; readonly requesterId: string };

const PARTS = ['source_agency', 'requester_agency', 'recipient_agency'] as const;
const TRUE_REASON = 'l.reason';
const ORDER = 'ORDER BY l.at DESC, l.entry_id DESC';
/** As `lineFilter`, but that what is rare is found by the inverted index. */
const OFFICERS_FILTER = `(l.at, l.entry_id) < ($1::timestamptz, $2::uuid)
  AND ($5::timestamptz IS NULL OR l.at >= $5) AND ($6::timestamptz IS NULL OR l.at < $6)
  AND ($7::text IS NULL OR l.requester_id = $7) AND ($8::uuid IS NULL OR l.resident_id = $8)
  AND ($9::text[] IS NULL OR ${LINE_FACETS} @> $9)`;
const NAMELESS = 'NULL::text';
const namedAt = (agency: string): string => `consent.pseudonym_v1(${agency}, l.resident_id)`;

/** Reads the search projection: the lines of sequenced entries and of those still staged. */
@Injectable()
export class EntryLines {
  constructor(
    private readonly database: AuditPool,
    private readonly config: AuditConfig,
  ) {}

  /**
   * An officer's list, newest first: three index walks, one per part that their agency can have, merged. Where a filter is rare
   * the walk would be long, and the inverted index is taken in its place.
   */
  async ofAgency(agency: string, query: EntryQuery, residentId: string | null): Promise<Page<EntryLineRow>> {
    const facets = facetsOf(query);
    const walks = PARTS.map(
      (part) => `(SELECT l.* FROM audit.entry_line l WHERE l.${part} = $4 AND ${OFFICERS_FILTER} ${ORDER} LIMIT $3)`,
    );
    const sql = `SELECT ${lineColumns(TRUE_REASON, namedAt('$4'))} FROM (${walks.join(' UNION ')}) l ${ORDER} LIMIT $3`;
    const { from = null, to = null, requester = null } = query;
    return this.page(query, sql, [agency, from, to, requester, residentId, facets.length === 0 ? null : facets]);
  }

  /** A practitioner's own doings, newest first. */
  async ofPractitioner(
    { requesterId, agency }: Viewer & { kind: 'practitioner' },
    query: EntryQuery,
    residentId: string | null,
  ): Promise<Page<EntryLineRow>> {
    const sql = `SELECT ${lineColumns(TOLD_REASON, namedAt('$16'))} FROM audit.entry_line l
      WHERE l.requester_id = $15 AND ${OWN_DOINGS} AND ${lineFilter(TOLD_REASON)} ${ORDER} LIMIT $3`;
    return this.page(query, sql, [...lineFilterValues(query, residentId), requesterId, agency]);
  }

  /** A resident's own history, newest first. */
  async ofResident(residentId: string, query: EntryQuery): Promise<Page<EntryLineRow>> {
    const sql = `SELECT ${lineColumns(TOLD_REASON, NAMELESS)} FROM audit.entry_line l
      WHERE l.resident_id = $15 AND ${shownToResident('$16')} AND ${lineFilter(TOLD_REASON)} ${ORDER} LIMIT $3`;
    const values = [...lineFilterValues(query, null), residentId, this.config.DISCREET_AGENCIES];
    return this.page(query, sql, values);
  }

  /** One line, or undefined where it is absent or not this viewer's: the two are one answer. */
  async find(id: string, viewer: Viewer): Promise<EntryLineRow | undefined> {
    const { columns, scope, values } = this.view(viewer);
    const sql = `SELECT ${columns} FROM audit.entry_line l WHERE l.entry_id = $1 AND ${scope}`;
    return (await this.database.rows<EntryLineRow>(sql, [id, ...values]))[0];
  }

  private view(viewer: Viewer): { columns: string; scope: string; values: unknown[] } {
    switch (viewer.kind) {
      case 'officer':
        return {
          columns: lineColumns(TRUE_REASON, namedAt('$2')),
          scope: `$2 IN (${PARTS.map((part) => `l.${part}`).join(', ')})`,
          values: [viewer.agency],
        };
      case 'practitioner':
        return {
          columns: lineColumns(TOLD_REASON, namedAt('$3')),
          scope: `l.requester_id = $2 AND ${OWN_DOINGS}`,
          values: [viewer.requesterId, viewer.agency],
        };
      case 'requester':
        return {
          columns: lineColumns(TOLD_REASON, NAMELESS),
          scope: 'l.requester_id = $2',
          values: [viewer.requesterId],
        };
      case 'resident':
        return {
          columns: lineColumns(TOLD_REASON, NAMELESS),
          scope: `l.resident_id = $2 AND ${shownToResident('$3')}`,
          values: [viewer.residentId, this.config.DISCREET_AGENCIES],
        };
    }
  }

  private async page(query: EntryQuery, sql: string, values: readonly unknown[]): Promise<Page<EntryLineRow>> {
    const limit = query.limit ?? DEFAULT_PAGE;
    const rows = await this.database.rows<EntryLineRow>(sql, [...position(query.after), limit + 1, ...values]);
    return pageOf(
      rows,
      limit,
      (row) => cursorOf(row.time, row.entry_id),
      (row) => row,
    );
  }
}

/** Where a page begins. */
const position = (after: string | undefined): readonly string[] => keyAfter(after, aTime, anId) ?? START;
