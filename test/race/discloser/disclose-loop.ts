import type pg from 'pg';
import type { Chance } from './chance.js';
import type { DiscloseOrder, Tally } from './orders.js';
import type { Outcome, Release, Wish } from './release.js';
import type { Wishes } from './wishes.js';

/** How often one wish is decided again because its epochs moved, before the discloser gives up on it. */
const DECISIONS_AT_MOST = 3;
const AGAIN: ReadonlySet<Outcome['result']> = new Set(['moved', 'contested']);

/** One discloser: asks, decides and discloses until told to stop, and counts what it was told. */
export class DiscloseLoop {
  constructor(
    private readonly pool: pg.Pool,
    private readonly release: Release,
    private readonly wishes: Wishes,
    private readonly chance: Chance,
    private readonly tally: Tally,
  ) {}

  async disclose(work: DiscloseOrder['work'], isStopped: () => boolean): Promise<void> {
    while (!isStopped()) {
      try {
        await this.fulfil(await this.draw(work));
      } catch (error) {
        const state = (error as { code?: string }).code ?? String(error);
        this.tally.errors[state] = (this.tally.errors[state] ?? 0) + 1;
      }
    }
  }

  private async draw(work: DiscloseOrder['work']): Promise<Wish[]> {
    const dice = this.chance.next();
    if (work === 'everything' && dice < 0.15) return this.wishes.offers();
    if (work === 'everything' && dice < 0.3) return this.wishes.openings();
    return dice < 0.65 ? this.wishes.single() : this.wishes.batch();
  }

  private async fulfil(wishes: readonly Wish[]): Promise<void> {
    let left = wishes;
    const taken = new Set<string>();
    for (let decisions = 0; left.length > 0 && decisions < DECISIONS_AT_MOST; decisions += 1) {
      const outcomes = await this.release.attempt(left, decisions > 0);
      for (const outcome of outcomes) {
        this.count(outcome);
        if (outcome.item.workId) taken.add(outcome.item.workId);
      }
      left = outcomes.filter(({ result }) => AGAIN.has(result)).map(({ wish }) => wish);
    }
    if (taken.size > 0) await this.pool.query('DELETE FROM relay.work WHERE id = ANY ($1)', [[...taken]]);
  }

  private count({ result, item }: Outcome): void {
    if (AGAIN.has(result)) this.tally.moved += 1;
    else if (result === 'gone') this.tally.gone += 1;
    else if (item.outcome === 'permit') this.tally.recordedPermits += 1;
    else this.tally.recordedDenials += 1;
    if (result === 'recorded' && item.kind === 'offer' && item.outcome === 'permit') this.tally.offered += 1;
  }
}
