import { Injectable } from '@nestjs/common';
import type { Facts } from '#libs/pdp';
import type { FastifyRequest } from 'fastify';
import type { Asked, Decided, Ended, Prepared, Released, Way } from './asked.js';
import { Decide } from './decide.js';
import { FenceAndRecord, FenceBusy, type Recording } from './fence/fence-and-record.js';
import { GatherFacts } from './gather-facts.js';
import { Carried } from './held.js';
import { breaksObligation, refuseUnkept } from './keep-obligations.js';
import { AskedUnder } from './read-under.js';

const MAX_ATTEMPTS = 3;

/** What the door had read before it asked was of before a change. Nothing was released or recorded: it reads anew, and asks again. */
export class AskedBefore extends Error {
  override readonly name = 'AskedBefore';
}

/**
 * The one way out of the product (design 5). The doors have authenticated the requester, resolved the resident and
 * taken the stated purpose; here the rest, in this order:
 *
 *   gather facts → decide → (obligations that the way can keep) fetch and minimise → fence and record → take out, bound to the answer
 *
 * An item whose facts moved between decision and fence is decided again, at most three times in all, and then denied.
 * Answers come in the order asked, one for each item, each with exactly one audit entry.
 */
@Injectable()
export class ReleaseLine {
  constructor(
    private readonly facts: GatherFacts,
    private readonly deciding: Decide,
    private readonly fence: FenceAndRecord,
  ) {}

  /**
   * What would be decided as things are. Nothing leaves, nothing is recorded: whoever goes on with what is permitted releases
   * it, which decides anew.
   */
  async foresee(asked: readonly Asked[]): Promise<Decided[]> {
    return asked.length === 0 ? [] : this.deciding.decide(asked, await this.facts.gather(asked));
  }

  /**
   * Lets out what the answer to this request will carry, bound to its second. What cannot be fenced now is denied.
   * @throws AskedBefore where what the questions were made of has moved.
   */
  async release<Content>(
    asking: readonly Asked[] | AskedUnder,
    way: Way<Content>,
    request: FastifyRequest,
  ): Promise<Released<Content>[]> {
    const answer = Carried.by(request);
    const isWanted = (): boolean => !request.raw.socket.destroyed;
    const [asked, under] = asking instanceof AskedUnder ? [asking.asked, asking] : [asking];
    const ended = await this.pass(asked, way, { whenBusy: 'deny', isWanted }, under);
    const contents = answer.take(ended);
    return ended.map((item, index) => ({ ...item, content: contents[index]! }));
  }

  /**
   * Where no answer carries anything: what is let out stands in the outbox when the fence has passed, and nobody learns here
   * what became of it. Rejects with `FenceBusy` what cannot be fenced now, to be tried again later.
   */
  async offer(asked: readonly Asked[], way: Way<never>): Promise<void> {
    await this.pass(asked, way, { whenBusy: 'retry' });
  }

  private async pass<Content>(
    asked: readonly Asked[],
    way: Way<Content>,
    how: Recording,
    under?: AskedUnder,
  ): Promise<Ended<Content>[]> {
    const ended = new Map<string, Ended<Content>>();
    let open = asked;
    for (let attempt = 1; open.length > 0; attempt++) {
      // Of an offer only a part would be found kept, and the parts would go out one after the other, which their sender could see.
      const mayBeKept = attempt === 1 && how.whenBusy === 'deny';
      const facts = await (mayBeKept ? this.facts.gatherKept(open) : this.facts.gatherFresh(open));
      const decided = await this.decideBy(way, open, facts);
      const left = under && decided.some(({ facts }) => !under.standsUnder(facts.epochs));
      // Kept facts may be of before what the door has just read: those of the next attempt are not.
      if (left && attempt === 1) continue;
      if (left && ended.size === 0) throw new AskedBefore();
      const prepared = left ? decided.map(refuseMoved<Content>) : await prepare(way, decided);
      const recorded = await this.fence.record(prepared, how);
      for (const item of recorded.ended) ended.set(item.asked.id, item);
      open = recorded.moved.map((item) => item.asked);
      if (attempt === MAX_ATTEMPTS && open.length > 0) {
        if (how.whenBusy === 'retry') throw new FenceBusy();
        const refused = await this.fence.record(recorded.moved.map(refuseMoved<Content>), { whenBusy: 'deny' });
        for (const item of refused.ended) ended.set(item.asked.id, item);
        break;
      }
    }
    return asked.map((item) => ended.get(item.id)!);
  }

  private async decideBy(way: Way<unknown>, asked: readonly Asked[], facts: readonly Facts[]): Promise<Decided[]> {
    if (!way.decide) return this.deciding.decide(asked, facts);
    return asked.map((item, index) => ({
      asked: item,
      facts: facts[index]!,
      decision: way.decide!(item, facts[index]!),
    }));
  }
}

/** What the way cannot oblige itself to is denied before its content is fetched. */
async function prepare<Content>(way: Way<Content>, decided: readonly Decided[]): Promise<Prepared<Content>[]> {
  const keepable = decided.filter((item) => !breaksObligation(item, way.keeps));
  const prepared = new Map((await way.prepare(keepable)).map((item) => [item.asked.id, item]));
  return decided.map((item) => prepared.get(item.asked.id) ?? refuseUnkept(item));
}

function refuseMoved<Content>(item: Decided): Prepared<Content> {
  return { ...item, content: null, refusal: 'facts-moved' };
}
