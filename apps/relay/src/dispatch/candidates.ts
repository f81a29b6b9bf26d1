import { Injectable } from '@nestjs/common';
import type { Category, Purpose } from '#libs/domain';
import type { QueryConfig } from 'pg';
import { HotDatabase } from '../keys/hot-database.js';
import type { Work } from './work.js';

/** A record and one agency that may be owed it: a caseload or referral entry, and no delivery of it that can be opened. */
export interface Candidate {
  readonly recordId: string;
  readonly residentId: string;
  readonly sourceAgency: string;
  readonly sourceVersion: number;
  readonly category: Category;
  readonly sealedBody: Buffer;
  /** Whose key of the resident holds it; null is the place's own. */
  readonly keyController: string | null;
  readonly receivedAt: Date;
  readonly agency: string;
  readonly purpose: Purpose;
  readonly systemId: string;
  readonly linkId: string | null;
  readonly pseudonym: string | null;
  readonly sealedLocalId: Buffer | null;
  /** Of the delivery that is kept back until it may leave: the delivery proper takes its place. */
  readonly keptBackId: string | null;
}

const SELECT = `SELECT DISTINCT ON (r.received_at, r.id, rec.agency, rec.purpose)
    r.id AS "recordId", r.resident_id AS "residentId", r.source_agency AS "sourceAgency", r.source_version AS "sourceVersion",
    r.category, r.sealed_body AS "sealedBody", r.key_controller AS "keyController", r.received_at AS "receivedAt", rec.agency, rec.purpose,
    rec.system_id AS "systemId", l.link_id AS "linkId", l.pseudonym, l.sealed_local_id AS "sealedLocalId", k.id AS "keptBackId"
  FROM relay.record r
    CROSS JOIN LATERAL policy.recipients_v1(r.resident_id) AS rec
    LEFT JOIN LATERAL consent.links_v1(r.resident_id) AS l ON l.agency = rec.agency
    LEFT JOIN relay.delivery k ON k.record_id = r.id AND k.agency = rec.agency AND k.purpose = rec.purpose
      AND k.state = 'offered' AND k.seq IS NULL
  WHERE rec.agency <> r.source_agency AND r.retracted_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM relay.delivery d WHERE d.record_id = r.id AND d.agency = rec.agency
      AND d.purpose = rec.purpose AND d.state IN ('offered', 'opened') AND d.seq IS NOT NULL)`;
const ORDER = 'ORDER BY r.received_at, r.id, rec.agency, rec.purpose, rec.system_id';

const OF_RECORDS = { name: 'candidates-of-records', text: `${SELECT} AND r.id = ANY ($1::uuid[]) ${ORDER}` };
/**
 * The newest version of each, but none that has its own work behind this back-fill's: that was queued after what the back-fill
 * is for had committed, so it decides on the same facts or newer ones, and the versions before it keep their turn. Work
 * before the back-fill's may have been decided already by whoever has not ended it yet.
 */
const OF_RESIDENT = {
  name: 'candidates-of-resident',
  text: `${SELECT} AND r.resident_id = $1 AND NOT EXISTS (SELECT 1 FROM relay.record n
      WHERE n.source_agency = r.source_agency AND n.source_id = r.source_id AND n.source_version > r.source_version)
    AND NOT EXISTS (SELECT 1 FROM relay.work o JOIN relay.work b ON b.id = $2::bigint AND b.resident_id = o.resident_id
      WHERE o.seq > b.seq AND o.kind = 'offer' AND o.record_id = r.id) ${ORDER}`,
};

/** Who may be owed what. Says nothing of what is allowed: every candidate is decided on the release line. */
@Injectable()
export class Candidates {
  constructor(private readonly database: HotDatabase) {}

  /** Of each piece of work, in one statement for all: several offers, or one back-fill. */
  async of(work: readonly Work[]): Promise<Candidate[][]> {
    const { kind, residentId, id } = work[0]!;
    if (kind !== 'offer') return [await this.ask({ ...OF_RESIDENT, values: [residentId, id] })];
    const rows = await this.ask({ ...OF_RECORDS, values: [work.map(({ recordId }) => recordId)] });
    return work.map(({ recordId }) => rows.filter((row) => row.recordId === recordId));
  }

  private async ask(statement: QueryConfig): Promise<Candidate[]> {
    return (await this.database.pool.query<Candidate>(statement)).rows;
  }
}
