import type { PolicyEngine } from '#libs/cedar';
import { isByRules } from '#libs/domain';
import { Log } from '#libs/telemetry';
import type pg from 'pg';
import { PastDecisions, type PastDecision, type PastPage } from '../past-decisions/past-decisions.js';
import type { Breaker } from './breaker.js';
import { compareAgain } from './compare-again.js';

/** Engines by the hash of their bundle, of another make than the one that decides. */
export interface RefereeEngines {
  engineFor(hash: string): Promise<PolicyEngine>;
}

export interface RefereeParts {
  readonly pool: pg.Pool;
  readonly past: PastDecisions;
  readonly engines: RefereeEngines;
  readonly breaker: Breaker;
  readonly log: Log;
}

export interface Round {
  readonly looked: number;
  readonly mismatches: number;
  /** Decisions that no key opens any more. */
  readonly unreadable: number;
}

const SIZE = { name: 'log-size', text: 'SELECT audit.log_size_v1() AS size' };
const ALWAYS = { from: new Date(0), until: new Date('9999-12-31T00:00:00Z') };

/**
 * Decides the newest of the log's decisions again with the official engine, afterwards and never on a request's path
 * (design 4). It starts with what comes after its own start: a release answers for its own decisions only.
 */
export class Referee {
  private after: bigint | undefined;

  constructor(
    private readonly parts: RefereeParts,
    private readonly sample: number,
  ) {}

  /** One sample. Rejects when the database is away; the next round looks at the same decisions again. */
  async round(): Promise<Round> {
    const size = await this.size();
    this.after ??= size;
    const newest = size - BigInt(2 * this.sample);
    const after = this.after > newest ? this.after : newest;
    const page = await this.parts.past.page({ ...ALWAYS, after: String(after), limit: this.sample });
    const mismatches = await this.referee(page);
    this.after = page.last === null ? size : BigInt(page.last);
    return { looked: page.items.length, mismatches, unreadable: page.unreadable };
  }

  private async referee({ items }: PastPage): Promise<number> {
    let mismatches = 0;
    for (const item of items.filter(isByRules)) {
      const engine = await this.engineOf(item);
      if (!engine) continue;
      const fields = compareAgain(item, engine);
      if (fields.length === 0) continue;
      mismatches += 1;
      await this.parts.breaker.open({ bundle: item.decision.bundle, entryId: item.entryId, fields });
    }
    return mismatches;
  }

  /** Nothing decides by rules that are gone or altered, either; that has its own alarm where it is tried. */
  private async engineOf({ decision: { bundle }, entryId }: PastDecision): Promise<PolicyEngine | null> {
    try {
      return await this.parts.engines.engineFor(bundle);
    } catch (err) {
      this.parts.log.error({ bundle, entryId, err }, 'a decision cannot be refereed');
      return null;
    }
  }

  private async size(): Promise<bigint> {
    const { rows } = await this.parts.pool.query<{ size: string }>(SIZE);
    return BigInt(rows[0]!.size);
  }
}
