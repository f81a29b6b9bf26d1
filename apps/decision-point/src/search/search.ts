import {
  nextToken,
  type AccessQuestion,
  type ActionSearch,
  type ResourceSearch,
  type SearchPage,
  type SubjectSearch,
} from '#libs/contracts';
import type { DeclaredSchema } from '../bundle/declared-schema.js';
import type { EntityStore } from '../bundle/entity-store.js';
import type { DecisionPoint } from '../evaluation/decision-point.js';

/** At most so many are looked at for one page, which may then be short: a search must not hold up the decisions of others. */
const MOST_EXAMINED = 2_000;

/** AuthZEN 1.0, Search API response. `total` is left out: it would cost a look at everything. */
export interface SearchAnswer {
  readonly page: { readonly next_token: string; readonly count: number };
  readonly results: readonly object[];
}

interface Candidate {
  readonly key: string;
  readonly result: object;
  readonly question: AccessQuestion;
}

/** Finds what is permitted by asking about every entity of the bundle that is of the kind, in the order of their ids. */
export class Search {
  constructor(
    private readonly decisions: DecisionPoint,
    private readonly schema: DeclaredSchema,
    private readonly store: EntityStore,
  ) {}

  subjects({ page, ...rest }: SubjectSearch): SearchAnswer {
    const { type } = rest.subject;
    return this.pageOf(page, this.ids(type, page), (id) => ({
      key: id,
      result: { type, id },
      question: { ...rest, subject: { ...rest.subject, id } },
    }));
  }

  resources({ page, ...rest }: ResourceSearch): SearchAnswer {
    const { type } = rest.resource;
    return this.pageOf(page, this.ids(type, page), (id) => ({
      key: id,
      result: { type, id },
      question: { ...rest, resource: { ...rest.resource, id } },
    }));
  }

  actions({ page, ...rest }: ActionSearch): SearchAnswer {
    const names = this.schema.actionNames().filter((name) => page.after === null || name > page.after);
    return this.pageOf(page, names, (name) => ({
      key: name,
      result: { name },
      question: { ...rest, action: { name } },
    }));
  }

  private ids(type: string, { after }: SearchPage): readonly string[] {
    const ids = this.store.idsOf(type);
    return after === null ? ids : ids.filter((id) => id > after);
  }

  private pageOf(page: SearchPage, names: readonly string[], candidateOf: (name: string) => Candidate): SearchAnswer {
    const results: object[] = [];
    let last = page.after ?? '';
    let examined = 0;
    for (const name of names) {
      if (results.length >= page.limit || examined >= MOST_EXAMINED) break;
      const { key, result, question } = candidateOf(name);
      if (this.decisions.permits(question)) results.push(result);
      last = key;
      examined += 1;
    }
    const rest = examined < names.length ? last : null;
    return { page: { next_token: nextToken(page, rest), count: results.length }, results };
  }
}
