import { CATEGORIES } from '#libs/domain';
import type { ResourceSearch, SoughtEntity } from '#libs/contracts';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { SUBJECT_TYPES } from '../evaluation/access-question.dto.js';
import { HotDatabase } from '../../storage/hot-database.js';

/** Something that a search may find, by a name that orders it among the others. */
export interface Candidate {
  readonly name: string;
  readonly id: string;
  readonly source?: string;
}

const COLLEAGUES = {
  name: 'search-colleagues',
  text: `SELECT p.id::text AS id FROM policy.principal p
    WHERE p.agency = $1 AND p.kind = $2 AND (p.kind <> 'officer' OR p.id = $3) AND ($4::text IS NULL OR p.id::text > $4)
    ORDER BY p.id::text COLLATE "C" LIMIT $5`,
};
const SOURCES = { name: 'search-sources', text: 'SELECT a.code FROM policy.agency a ORDER BY a.code COLLATE "C"' };

/** What a search has to ask about, in an order that its pages follow. Nothing here depends on a resident. */
@Injectable()
export class Candidates {
  constructor(private readonly database: HotDatabase) {}

  /** Principals of the caller's own agency; of its officers only the caller. */
  async subjects(by: Principal, { type }: SoughtEntity, after: string | null, most: number): Promise<Candidate[]> {
    if (!SUBJECT_TYPES.some((known) => known === type)) return [];
    const { rows } = await this.database.pool.query<{ id: string }>({
      ...COLLEAGUES,
      values: [by.agency, type, by.id, after, most],
    });
    return rows.map(({ id }) => ({ name: id, id }));
  }

  /** Every category, from the agency that is named or from each that there is. */
  async resources({ resource }: ResourceSearch, after: string | null, most: number): Promise<Candidate[]> {
    if (resource.type !== 'record') return [];
    const { rows } = await this.database.pool.query<{ code: string }>({ ...SOURCES, values: [] });
    const named = resource.properties?.['source'];
    const sources = rows.map(({ code }) => code).filter((code) => named === undefined || code === named);
    const ids = [...CATEGORIES].sort();
    const all = sources.flatMap((source) => ids.map((id) => ({ name: `${source}/${id}`, id, source })));
    const from = after === null ? 0 : all.findIndex(({ name }) => name === after) + 1;
    return all.slice(from, from + most);
  }
}
