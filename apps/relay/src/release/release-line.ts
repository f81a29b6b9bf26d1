import { Injectable } from '@nestjs/common';
import type { Asked, Decided, Prepared, Released, Way } from './asked.js';
import { Decide } from './decide.js';
import { FenceAndRecord, FenceBusy } from './fence-and-record.js';
import { GatherFacts } from './gather-facts.js';
import { breaksObligation, refuseUnkept } from './keep-obligations.js';

const MAX_ATTEMPTS = 3;

/**
 * The one way out of the product (design 5). The doors have authenticated the requester, resolved the resident and
 * taken the stated purpose; here the rest, in this order:
 *
 *   gather facts → decide → (obligations that the way can keep) fetch and minimise → fence and record → respond (within its deadline, at the door)
 *
 * An item whose facts moved between decision and fence is decided again, at most three times in all, and then denied.
 * Answers come in the order asked, one for each item, each with exactly one audit entry.
 */
@Injectable()
export class ReleaseLine {
  constructor(
    private readonly gather: GatherFacts,
    private readonly decide: Decide,
    private readonly fence: FenceAndRecord,
  ) {}

  /**
   * Those that would be let through as things are. Nothing leaves, nothing is recorded: whoever goes on with them releases
   * them, which decides anew.
   */
  async wouldRelease(asked: readonly Asked[]): Promise<Asked[]> {
    if (asked.length === 0) return [];
    const decided = await this.decide.run(asked, await this.gather.run(asked));
    return decided.filter(({ decision }) => decision.outcome === 'permit').map((item) => item.asked);
  }

  async release<Content>(asked: readonly Asked[], way: Way<Content>): Promise<Released<Content>[]> {
    const ended = new Map<string, Released<Content>>();
    let open = asked;
    for (let attempt = 1; open.length > 0; attempt++) {
      const facts = await this.gather.run(open);
      const decided = way.decide
        ? open.map((item, index) => ({ asked: item, facts: facts[index]!, decision: way.decide!(item, facts[index]!) }))
        : await this.decide.run(open, facts);
      const prepared = await prepare(way, decided);
      const last = attempt === MAX_ATTEMPTS;
      const recorded = await this.fence.run(prepared, way.retriesLater ? 'retry' : 'deny');
      for (const released of recorded.ended) ended.set(released.asked.id, released);
      open = recorded.moved.map((item) => item.asked);
      if (last && open.length > 0) {
        if (way.retriesLater) throw new FenceBusy();
        const refused = await this.fence.run(recorded.moved.map(refuseMoved), 'deny');
        for (const released of refused.ended) ended.set(released.asked.id, released);
        break;
      }
    }
    return asked.map((item) => ended.get(item.id)!);
  }
}

/** What the way cannot oblige itself to is denied before its content is fetched. */
async function prepare<Content>(way: Way<Content>, decided: readonly Decided[]): Promise<Prepared<Content>[]> {
  const keepable = decided.filter((item) => !breaksObligation(item, way.keeps));
  const prepared = new Map((await way.prepare(keepable)).map((item) => [item.asked.id, item]));
  return decided.map((item) => prepared.get(item.asked.id) ?? refuseUnkept(item));
}

function refuseMoved<Content>(item: Prepared<Content>): Prepared<Content> {
  return { ...item, content: null, refusal: 'facts-moved' };
}
