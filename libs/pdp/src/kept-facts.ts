import { formatInstant, parseInstant, type DecisionRequest, type Instant } from '#libs/domain';
import { SharedRead } from '#libs/persistence';
import type { DatabaseClock } from './database-clock.js';
import type { Facts } from './facts/facts.js';
import { gatherFacts, type PreparedSql } from './gather-facts.js';
import { Kept, type KeptOptions } from './kept.js';

/** So many questions at once are somebody's look; more are a system's. */
export const A_LOOK = 12;

interface Told {
  readonly facts: Facts;
  /** The bundle in force is the only fact that SQL has read from the clock: it stands from when it was read until the next. */
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * Facts under the epochs with which they were read, only for a decision whose recording statement compares those epochs and both
 * ends of the decision's time again (design 5, "The hot path"): what moved is answered `moved` there, and gathered anew with
 * `fresh`. Whatever records nothing with such a comparison calls `gatherFacts`.
 */
export class KeptFacts {
  private readonly kept: Kept<Told>;
  /** By the very request that asked. */
  private readonly looks = new SharedRead(async (lists: readonly (readonly DecisionRequest[])[]) => {
    const requests = lists.flat();
    const gathered = await gatherFacts(this.sql, requests);
    return new Map(requests.map((request, at) => [request, gathered[at]!]));
  });

  constructor(
    private readonly sql: PreparedSql,
    private readonly clock: DatabaseClock,
    options?: KeptOptions,
  ) {
    this.kept = new Kept(options);
  }

  /** In the order asked: those that are kept as they are, told the time; the others from one statement. */
  async gather(requests: readonly DecisionRequest[]): Promise<Facts[]> {
    const now = this.clock.now();
    const known = requests.map((request) => (now === undefined ? undefined : this.find(request, now)));
    const missing = requests.filter((_, at) => known[at] === undefined);
    const gathered = missing.length > 0 ? await this.fresh(missing) : [];
    let next = 0;
    return known.map((facts) => facts ?? gathered[next++]!);
  }

  /** From the database, whatever is kept; kept from now on. */
  async fresh(requests: readonly DecisionRequest[]): Promise<Facts[]> {
    const gathered = await this.read(requests);
    if (gathered[0]) this.clock.hear(gathered[0].now);
    gathered.forEach((facts, at) => this.keep(requests[at]!, facts));
    return gathered;
  }

  /** Looks share statements; what a system asks in bulk has its own, so that no look waits for it. */
  private async read(requests: readonly DecisionRequest[]): Promise<Facts[]> {
    if (requests.length > A_LOOK) return gatherFacts(this.sql, requests);
    const found = await this.looks.of(requests);
    return requests.map((request) => found.get(request)!);
  }

  private find(request: DecisionRequest, now: Instant): Facts | undefined {
    const told = this.kept.get(nameOf(request));
    if (!told || now < told.from || now >= told.until) return undefined;
    return { ...told.facts, now: formatInstant(now) };
  }

  private keep(request: DecisionRequest, facts: Facts): void {
    const until = facts.bundleUntil === null ? Infinity : parseInstant(facts.bundleUntil);
    this.kept.set(nameOf(request), { facts, from: parseInstant(facts.now), until });
  }
}

/** What facts are gathered by: a request's action is not among it. */
const nameOf = ({
  requesterId,
  residentId,
  sourceAgency,
  recipientAgency,
  category,
  purpose,
}: DecisionRequest): string => [requesterId, residentId, sourceAgency, recipientAgency, category, purpose].join('\n');
