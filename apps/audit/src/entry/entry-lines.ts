import { Injectable } from '@nestjs/common';
import type { Page } from '#libs/contracts';
import { DEFAULT_PAGE, pageOf } from '#libs/contracts';
import { cursorOf, keyAfter } from '#libs/http';
import { AuditConfig } from '../config.js';
import { shownToResident } from '../history/shown-to-resident.js';
import { AuditPool } from '../storage/audit-pool.js';
import type { EntryQuery } from './entry.dto.js';
import { LINE_COLUMNS, START, type EntryLineRow } from './entry-line.js';

/** Who looks, which settles what exists for them. */
export type Viewer =
  /** Entries in which the agency is source, requester or recipient (domain 1.15). */
  | { readonly kind: 'officer'; readonly agency: string }
  | { readonly kind: 'resident'; readonly residentId: string }
  /** Entries of their own asking, which they hold the ids of. */
  | { readonly kind: 'requester'; readonly requesterId: string };

const PARTS = ['source_agency', 'requester_agency', 'recipient_agency'] as const;
const BEFORE = '(l.at, l.entry_id) < ($1::timestamptz, $2::uuid)';
const ORDER = 'ORDER BY l.at DESC, l.entry_id DESC';
const SEQUENCED = 'LEFT JOIN audit.entry e ON e.id = l.entry_id';

/** Reads the search projection: the lines of sequenced entries and of those still staged. */
@Injectable()
export class EntryLines {
  constructor(
    private readonly database: AuditPool,
    private readonly config: AuditConfig,
  ) {}

  /** An officer's list, newest first: three index walks, one per part that their agency can have, merged. */
  async ofAgency(agency: string, query: EntryQuery, residentId: string | null = null): Promise<Page<EntryLineRow>> {
    const walks = PARTS.map(
      (part) => `(SELECT l.* FROM audit.entry_line l WHERE l.${part} = $4 AND ${BEFORE} ${FILTER} ${ORDER} LIMIT $3)`,
    );
    const sql = `SELECT ${LINE_COLUMNS} FROM (${walks.join(' UNION ')}) l ${SEQUENCED} ${ORDER} LIMIT $3`;
    return this.#page(query, sql, [
      agency,
      query.kind ?? null,
      query.outcome ?? null,
      query.purpose ?? null,
      query.category ?? null,
      query.from ?? null,
      query.to ?? null,
      residentId,
    ]);
  }

  /** A resident's own history, newest first. */
  async ofResident(residentId: string, query: Pick<EntryQuery, 'limit' | 'after'>): Promise<Page<EntryLineRow>> {
    const sql = `SELECT ${LINE_COLUMNS} FROM audit.entry_line l ${SEQUENCED}
      WHERE l.resident_id = $4 AND ${BEFORE} AND ${shownToResident('$5')} ${ORDER} LIMIT $3`;
    return this.#page(query, sql, [residentId, this.config.DISCREET_AGENCIES]);
  }

  /** One line, or undefined where it is absent or not this viewer's: the two are one answer. */
  async find(id: string, viewer: Viewer): Promise<EntryLineRow | undefined> {
    const [scope, values] = this.#scope(viewer);
    const sql = `SELECT ${LINE_COLUMNS} FROM audit.entry_line l ${SEQUENCED} WHERE l.entry_id = $1 AND ${scope}`;
    return (await this.database.rows<EntryLineRow>(sql, [id, ...values]))[0];
  }

  #scope(viewer: Viewer): [sql: string, values: unknown[]] {
    if (viewer.kind === 'officer') return [`$2 IN (${PARTS.map((part) => `l.${part}`).join(', ')})`, [viewer.agency]];
    if (viewer.kind === 'requester') return ['l.requester_id = $2', [viewer.requesterId]];
    return [`l.resident_id = $2 AND ${shownToResident('$3')}`, [viewer.residentId, this.config.DISCREET_AGENCIES]];
  }

  async #page(query: Pick<EntryQuery, 'limit' | 'after'>, sql: string, values: unknown[]): Promise<Page<EntryLineRow>> {
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

/** Every filter is off when its value is null, so that one statement serves them all. */
const FILTER = `AND ($5::text IS NULL OR l.kind = $5) AND ($6::text IS NULL OR l.outcome = $6)
  AND ($7::text IS NULL OR l.purpose = $7) AND ($8::text IS NULL OR $8 = ANY (l.categories))
  AND ($9::timestamptz IS NULL OR l.at >= $9) AND ($10::timestamptz IS NULL OR l.at < $10)
  AND ($11::uuid IS NULL OR l.resident_id = $11)`;

const TIME = /^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where a page begins. A cursor whose parts are not a time and an id reads as a foreign one. */
function position(after: string | undefined): readonly string[] {
  const key = keyAfter(after, 2);
  if (key === null) return START;
  return TIME.test(key[0]!) && UUID.test(key[1]!) ? key : keyAfter('!', 2)!;
}
