import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError, type Category, type Purpose } from '#libs/domain';
import { UnavailableError } from '#libs/http';
import type { FastifyRequest } from 'fastify';
import type { Asked, Released } from '../release/asked.js';
import { AskedBefore, ReleaseLine } from '../release/release-line.js';
import { type Arrival, FindArrival } from './find-arrival.js';
import type { SeenRecord } from './view-answer.dto.js';
import { ViewWay } from './view-way.js';

export interface ViewQuery {
  readonly requesterId: string;
  readonly agency: string;
  /** As the caller names somebody. */
  readonly resident: string;
  readonly purpose: Purpose;
  readonly categories: readonly Category[];
}

/** Reads what a look begins with so often, the first time as it was kept. */
const ARRIVALS = 3;

/**
 * What one requester may see of one resident, for one purpose: one decision for each category and each source that an
 * agreement names.
 */
@Injectable()
export class ViewRecords {
  constructor(
    private readonly arrivals: FindArrival,
    private readonly line: ReleaseLine,
    private readonly way: ViewWay,
  ) {}

  /** Throws DomainError `resident-not-found` where the id means nobody to the agency. */
  async look(query: ViewQuery, request: FastifyRequest): Promise<Released<SeenRecord[]>[]> {
    const { agency, resident: pseudonym, purpose } = query;
    for (let attempt = 1; attempt <= ARRIVALS; attempt++) {
      const arrival = await this.arrivals.find({ agency, pseudonym, purpose }, attempt > 1);
      try {
        return await this.line.release(questionsOf(query, arrival), this.way, request, arrival.under);
      } catch (error) {
        if (!(error instanceof AskedBefore)) throw error;
      }
    }
    throw new UnavailableError('the release line', 1);
  }
}

function questionsOf(query: ViewQuery, { meaning, sources }: Arrival): Asked[] {
  if (meaning.kind !== 'resident') throw new DomainError('resident-not-found', 'there is nobody here whom you may see');
  return query.categories.flatMap((category) => ask(query, meaning.id, category, sources));
}

/** Where no agreement names the category, one question is enough for the denial that says so: of the agency to itself, if need be. */
function ask(query: ViewQuery, residentId: string, category: Category, sources: Arrival['sources']): Asked[] {
  const naming = sources.filter((row) => row.categories.includes(category)).map((row) => row.source);
  const asking = naming.length > 0 ? naming : [sources[0]?.source ?? query.agency];
  return asking.map((sourceAgency) => ({
    id: randomUUID(),
    kind: 'view',
    request: {
      requesterId: query.requesterId,
      action: 'read',
      residentId,
      sourceAgency,
      recipientAgency: query.agency,
      category,
      purpose: query.purpose,
    },
  }));
}
