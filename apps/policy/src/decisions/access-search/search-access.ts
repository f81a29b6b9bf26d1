import { nextToken, type AccessQuestion, type SearchPage } from '#libs/contracts';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { DecideRequests, type Decided } from '../evaluation/decide-requests.js';
import { ownQuestion, type OwnQuestion } from '../evaluation/own-question.js';
import { ResolveQuestions } from '../evaluation/resolve-questions.js';
import { WriteSearchEntry, type SearchKind } from './write-search-entry.js';

/** At most so many are asked about for one page: they share one statement of facts. */
export const MOST_EXAMINED = 400;

/** One candidate of a search, what is found where it is permitted, and the question that decides. */
export interface Sought<Result> {
  readonly name: string;
  readonly result: Result;
  readonly question: AccessQuestion;
}

export interface AskedSearch<Result> {
  readonly kind: SearchKind;
  readonly page: SearchPage;
  /** From behind `page.after` on, in the order of their names, no more than MOST_EXAMINED. */
  readonly sought: readonly Sought<Result>[];
}

export interface Found<Result> {
  readonly page: { readonly next_token: string; readonly count: number };
  readonly context: { readonly entryId: string };
  readonly results: Result[];
}

/**
 * Searches are evaluations of every candidate (AuthZEN 1.0, Search Semantics): what they list is what an evaluation would
 * permit, on one snapshot. One search is one entry, its results sealed; a search that finds nothing, for whatever reason, is
 * answered and recorded like any other, so none tells whether a resident exists.
 */
@Injectable()
export class SearchAccess {
  constructor(
    private readonly resolving: ResolveQuestions,
    private readonly deciding: DecideRequests,
    private readonly entries: WriteSearchEntry,
  ) {}

  async search<Result>(by: Principal, search: AskedSearch<Result>): Promise<Found<Result>> {
    const { page, sought } = search;
    const own = sought.map(({ question }) => ownQuestion(question));
    const { requests } = await this.resolving.resolve(
      by,
      own.filter((item): item is OwnQuestion => typeof item === 'object'),
    );
    const decisions = this.deciding.decide(requests);
    const results: Result[] = [];
    const decided: Decided[] = [];
    let last = page.after ?? '';
    let examined = 0;
    for (const [index, { name, result }] of sought.entries()) {
      if (results.length >= page.limit) break;
      const one = typeof own[index] === 'object' ? (await decisions.next()).value : undefined;
      if (one) decided.push(one);
      if (one?.decision.outcome === 'permit') results.push(result);
      last = name;
      examined = index + 1;
    }
    const rest = examined < sought.length || sought.length === MOST_EXAMINED ? last : null;
    const entryId = await this.entries.write(by, { kind: search.kind, decided, results });
    return { page: { next_token: nextToken(page, rest), count: results.length }, context: { entryId }, results };
  }
}
