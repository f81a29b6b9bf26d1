import { performance } from 'node:perf_hooks';
import { formatInstant, parseInstant, type DecisionRequest, type Instant } from '#libs/domain';
import type { DatabaseClock } from './database-clock.js';
import type { Facts } from './facts/facts.js';
import { gatherFacts, type PreparedSql } from './gather-facts.js';

/** How long facts are kept, drawn anew for each: a look that takes longer must not tell that something changed. */
const KEPT_MS = { least: 20_000, most: 60_000 };
const TIDY_EVERY = 1_000;

export interface KeptFactsOptions {
  /** Items kept at most; the longest kept leave first. */
  readonly most?: number;
  readonly elapsedMs?: () => number;
}

interface Kept {
  readonly facts: Facts;
  /** The bundle in force is the only fact that SQL has read from the clock: it stands from when it was read until the next. */
  readonly from: Instant;
  readonly until: Instant;
  readonly expiresAt: number;
}

/**
 * Facts under the epochs with which they were read, only for a decision whose recording statement compares those epochs and both
 * ends of the decision's time again (design 5, "The hot path"): what moved is answered `moved` there, and gathered anew with
 * `fresh`. Whatever records nothing with such a comparison calls `gatherFacts`.
 */
export class KeptFacts {
  private readonly kept = new Map<string, Kept>();
  private readonly most: number;
  private readonly elapsedMs: () => number;
  private untidy = 0;

  constructor(
    private readonly sql: PreparedSql,
    private readonly clock: DatabaseClock,
    { most = 10_000, elapsedMs = () => performance.now() }: KeptFactsOptions = {},
  ) {
    this.most = most;
    this.elapsedMs = elapsedMs;
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
    const gathered = await gatherFacts(this.sql, requests);
    if (gathered[0]) this.clock.hear(gathered[0].now);
    gathered.forEach((facts, at) => this.keep(requests[at]!, facts));
    return gathered;
  }

  private find(request: DecisionRequest, now: Instant): Facts | undefined {
    const kept = this.kept.get(nameOf(request));
    if (!kept || this.elapsedMs() >= kept.expiresAt || now < kept.from || now >= kept.until) return undefined;
    return { ...kept.facts, now: formatInstant(now) };
  }

  private keep(request: DecisionRequest, facts: Facts): void {
    const name = nameOf(request);
    this.kept.delete(name);
    this.kept.set(name, {
      facts,
      from: parseInstant(facts.now),
      until: facts.bundleUntil === null ? Infinity : parseInstant(facts.bundleUntil),
      expiresAt: this.elapsedMs() + KEPT_MS.least + Math.random() * (KEPT_MS.most - KEPT_MS.least),
    });
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value!);
    if ((this.untidy += 1) % TIDY_EVERY === 0) this.tidy();
  }

  /** Nobody's facts stay for longer than they are kept, asked for again or not. */
  private tidy(): void {
    const now = this.elapsedMs();
    for (const [name, { expiresAt }] of this.kept) if (now >= expiresAt) this.kept.delete(name);
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
