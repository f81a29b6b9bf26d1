import type pg from 'pg';
import type { PolicyEngine } from '#libs/cedar';
import type { Decision, DecisionRequest } from '#libs/domain';
import { DatabaseClock, decide, gatherFacts, KeptFacts, type PreparedSql, type Facts } from '#libs/pdp';
import { cachedFacts, inRepeatableRead, uncomparedFacts, type DiscloserFlaw, type Gather } from './flaws.js';
import { itemOf, type DisclosureItem, type Effect } from './item.js';

/** One thing to release: the question, and what its permit would do. */
export interface Wish {
  readonly request: DecisionRequest;
  effect(decision: Decision): Effect;
}

export interface Outcome {
  readonly wish: Wish;
  readonly item: DisclosureItem;
  readonly result: Result;
}

type Result = 'recorded' | 'moved' | 'gone' | 'contested';

/** The middle of the release line, bare: gather, or take what is kept, decide, fence and record. Nothing is fetched or answered. */
export class Release {
  private readonly gather: Gather;
  private readonly clock = new DatabaseClock();

  constructor(
    private readonly pool: pg.Pool,
    private readonly engines: ReadonlyMap<string, PolicyEngine>,
    private readonly flaw: DiscloserFlaw | null,
  ) {
    const kept = new KeptFacts(pool, this.clock);
    const gathers = {
      'cached-facts': cachedFacts(),
      'repeatable-read': gatherFacts,
      'uncompared-facts': uncomparedFacts((requests) => kept.gather(requests)),
    };
    this.gather = flaw ? gathers[flaw] : (_, requests, moved) => (moved ? kept.fresh(requests) : kept.gather(requests));
  }

  /** `moved`: at an attempt before, so nothing that is kept will do. */
  attempt(wishes: readonly Wish[], moved: boolean): Promise<Outcome[]> {
    if (this.flaw === 'repeatable-read')
      return inRepeatableRead(this.pool, (client) => this.once(client, wishes, moved));
    return this.once(this.pool, wishes, moved);
  }

  private async once(sql: PreparedSql, wishes: readonly Wish[], moved: boolean): Promise<Outcome[]> {
    const requests = wishes.map((wish) => wish.request);
    const facts = await this.gather(sql, requests, moved);
    const items = wishes.map((wish, at) => {
      const decision = this.decide(wish.request, facts[at]!);
      return { wish, item: itemOf(wish.request, decision, wish.effect(decision)) };
    });
    const results = await this.disclose(
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

  /** One autocommitted statement (design 5), answered by item id. What is contested is waited for by a statement of its own. */
  private async disclose(sql: PreparedSql, items: readonly DisclosureItem[]): Promise<Map<string, Result>> {
    const { rows } = await sql.query<{ results: { id: string; result: Result; at: string; level: number | null }[] }>({
      name: 'disclose',
      text: 'SELECT relay.disclose_v2($1) AS results',
      values: [JSON.stringify(items)],
    });
    const results = rows[0]!.results;
    this.clock.hear(results[0]!.at);
    const at = results.findIndex(({ result }) => result === 'contested');
    if (at >= 0 && this.flaw === null) {
      const [{ level }, { requesterId, residentId }] = [results[at]!, items[at]!];
      const values = [level, level === 1 ? '' : level === 2 ? requesterId : residentId];
      await sql.query({ name: 'await-share', text: 'SELECT fence.await_share_v1($1, $2)', values });
    }
    return new Map(results.map(({ id, result }) => [id, result]));
  }
}
