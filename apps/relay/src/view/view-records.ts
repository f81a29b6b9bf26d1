import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Category, Purpose } from '#libs/domain';
import type { FastifyRequest } from 'fastify';
import { HotDatabase } from '../keys/hot-database.js';
import type { Asked, Released } from '../release/asked.js';
import { ReleaseLine } from '../release/release-line.js';
import type { SeenRecord } from './view-answer.dto.js';
import { ViewWay } from './view-way.js';

export interface ViewQuery {
  readonly requesterId: string;
  readonly agency: string;
  readonly residentId: string;
  readonly purpose: Purpose;
  readonly categories: readonly Category[];
}

const SOURCES = {
  name: 'sources-of',
  text: 'SELECT source, categories FROM policy.sources_v1($1, $2)',
};

/**
 * What one requester may see of one resident, for one purpose: one decision for each category and each source that an
 * agreement names. Sources come from agreements, never from the records, so an answer does not tell whether data exists.
 */
@Injectable()
export class ViewRecords {
  constructor(
    private readonly line: ReleaseLine,
    private readonly way: ViewWay,
    private readonly database: HotDatabase,
  ) {}

  async look(query: ViewQuery, request: FastifyRequest): Promise<Released<SeenRecord[]>[]> {
    const { rows } = await this.database.pool.query<{ source: string; categories: string[] }>({
      ...SOURCES,
      values: [query.agency, query.purpose],
    });
    const asked = query.categories.flatMap((category) => this.ask(query, category, rows));
    return this.line.release(asked, this.way, request);
  }

  /** Where no agreement names the category, one question is enough for the denial that says so: of the agency to itself, if need be. */
  private ask(
    query: ViewQuery,
    category: Category,
    sources: readonly { source: string; categories: string[] }[],
  ): Asked[] {
    const naming = sources.filter((row) => row.categories.includes(category)).map((row) => row.source);
    const asking = naming.length > 0 ? naming : [sources[0]?.source ?? query.agency];
    return asking.map((sourceAgency) => ({
      id: randomUUID(),
      kind: 'view',
      request: {
        requesterId: query.requesterId,
        action: 'read',
        residentId: query.residentId,
        sourceAgency,
        recipientAgency: query.agency,
        category,
        purpose: query.purpose,
      },
    }));
  }
}
