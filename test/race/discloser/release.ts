import type pg from 'pg';
import type { PolicyEngine } from '#libs/cedar';
import type { Decision, DecisionRequest } from '#libs/domain';
import { decide, gatherFacts, type PreparedSql, type Facts } from '#libs/pdp';
import { cachedFacts, inRepeatableRead, type DiscloserFlaw, type Gather } from './flaws.js';
import { itemOf, type DisclosureItem, type Effect } from './item.js';

/** One thing to release: the question, and what its permit would do. */
export interface Wish {
  readonly request: DecisionRequest;
  effect(decision: Decision): Effect;
}

export interface Outcome {
  readonly wish: Wish;
  readonly item: DisclosureItem;
  readonly result: 'recorded' | 'moved' | 'gone';
}

/** The middle of the release line, bare: gather, decide, fence and record. Nothing is fetched and nothing answered. */
export class Release {
  private readonly gather: Gather;

  constructor(
    private readonly pool: pg.Pool,
    private readonly engines: ReadonlyMap<string, PolicyEngine>,
    private readonly flaw: DiscloserFlaw | null,
  ) {
    this.gather = flaw === 'cached-facts' ? cachedFacts() : gatherFacts;
  }

  attempt(wishes: readonly Wish[]): Promise<Outcome[]> {
    if (this.flaw === 'repeatable-read') return inRepeatableRead(this.pool, (client) => this.once(client, wishes));
    return this.once(this.pool, wishes);
  }

  private async once(sql: PreparedSql, wishes: readonly Wish[]): Promise<Outcome[]> {
    const facts = await this.gather(
      sql,
      wishes.map((wish) => wish.request),
    );
    const items = wishes.map((wish, at) => {
      const decision = this.decide(wish.request, facts[at]!);
      return { wish, item: itemOf(wish.request, decision, wish.effect(decision)) };
    });
    const results = await disclose(
      sql,
      items.map(({ item }) => item),
    );
    return items.map(({ wish, item }) => ({ wish, item, result: results.get(item.id)! }));
  }

  private decide(request: DecisionRequest, facts: Facts): Decision {
    const engine = this.engines.get(facts.bundle ?? '');
    if (!engine) throw new Error(`the race knows no bundle ${facts.bundle ?? 'none'}`);
    return decide(request, facts, engine);
  }
}

/** One autocommitted statement (design 5), answered by item id. */
async function disclose(sql: PreparedSql, items: readonly DisclosureItem[]): Promise<Map<string, Outcome['result']>> {
  const { rows } = await sql.query<{ results: { id: string; result: Outcome['result'] }[] }>({
    name: 'disclose',
    text: 'SELECT relay.disclose($1) AS results',
    values: [JSON.stringify(items)],
  });
  return new Map(rows[0]!.results.map(({ id, result }) => [id, result]));
}
