import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError, type Category, type Purpose } from '#libs/domain';
import { type SignIn, UnavailableError } from '#libs/http';
import type { FastifyRequest } from 'fastify';
import type { Asked, Released } from '../release/asked.js';
import { AskedBefore, ReleaseLine } from '../release/release-line.js';
import { type Arrival, FindArrival } from './find-arrival.js';
import type { SeenRecord } from './view-answer.dto.js';
import { ViewWay } from './view-way.js';

export interface ViewQuery {
  readonly signIn: SignIn;
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

  /**
   * @throws ProblemError where whoever signed in is not let in
   * @throws DomainError `resident-not-found` where the id means nobody to their agency
   */
  async look(query: ViewQuery, request: FastifyRequest): Promise<Released<SeenRecord[]>[]> {
    const { signIn, resident: pseudonym, purpose } = query;
    for (let attempt = 1; attempt <= ARRIVALS; attempt++) {
      const arrival = await this.arrivals.find({ signIn, pseudonym, purpose }, attempt > 1);
      try {
        return await this.line.release(
          arrival.ask((known) => questionsOf(query, known)),
          this.way,
          request,
        );
      } catch (error) {
        if (!(error instanceof AskedBefore)) throw error;
      }
    }
    throw new UnavailableError('the release line', 1);
  }
}

function questionsOf(query: ViewQuery, arrival: Arrival): Asked[] {
  const { meaning } = arrival;
  if (meaning.kind !== 'resident') throw new DomainError('resident-not-found', 'there is nobody here whom you may see');
  return query.categories.flatMap((category) => ask(query.purpose, meaning.id, category, arrival));
}

/** Where no agreement names the category, one question is enough for the denial that says so: of the agency to itself, if need be. */
function ask(purpose: Purpose, residentId: string, category: Category, { principal, sources }: Arrival): Asked[] {
  const recipientAgency = principal.agency!;
  const naming = sources.filter((row) => row.categories.includes(category)).map((row) => row.source);
  const asking = naming.length > 0 ? naming : [sources[0]?.source ?? recipientAgency];
  return asking.map((sourceAgency) => ({
    id: randomUUID(),
    kind: 'view',
    request: {
      requesterId: principal.id,
      action: 'read',
      residentId,
      sourceAgency,
      recipientAgency,
      category,
      purpose,
    },
  }));
}
