import { Injectable } from '@nestjs/common';
import { Log } from '#libs/telemetry';
import { MoveRecords } from './move-records.js';
import { OfferRecords } from './offer-records.js';
import { SweepDeliveries } from './sweep-deliveries.js';
import { WorkQueue, type Work } from './work.js';

const LONGEST_PUT_OFF_S = 60;

/**
 * Does due work in its order. Neighbouring offers go through the release line together; a batch that fails is tried piece
 * by piece, so a bad piece holds back its own resident and nobody else.
 */
@Injectable()
export class PerformWork {
  constructor(
    private readonly queue: WorkQueue,
    private readonly offers: OfferRecords,
    private readonly sweeps: SweepDeliveries,
    private readonly moves: MoveRecords,
    private readonly log: Log,
  ) {}

  /** Leaves the rest in the queue once `stopping`. */
  async perform(work: readonly Work[], stopping: () => boolean): Promise<void> {
    const held = new Set<string>();
    const done = new Set<string>();
    for (const batch of inRuns(work)) {
      if (stopping()) return;
      const free = batch.filter((piece) => !held.has(piece.residentId) && !done.has(piece.id));
      try {
        if (free.length > 0) await this.together(free, done, stopping);
      } catch {
        // One by one, so that only the piece at fault is put off.
        await this.singly(free, held, done, stopping);
      }
    }
  }

  /** Notes the later work that was done with it. */
  private async together(batch: readonly Work[], done: Set<string>, stopping: () => boolean): Promise<void> {
    const gone = await this.moves.move(batch.map((piece) => piece.residentId));
    const here = batch.filter((piece) => !gone.has(piece.residentId));
    const behind = here.length > 0 ? await this.queue.behind(here[0]!) : [];
    if (here.length > 0 && !(await this.performBatch(here, stopping))) return;
    await this.queue.done(batch, behind);
    for (const id of behind) done.add(id);
  }

  /** False when it stopped on the way: the work is still owed. */
  private async performBatch(batch: readonly Work[], stopping: () => boolean): Promise<boolean> {
    const { kind, residentId } = batch[0]!;
    if (kind === 'sweep') return this.sweeps.sweep(batch[0]!, stopping);
    if (kind === 'backfill') await this.queue.endRefused(residentId);
    await this.offers.offer(batch);
    return true;
  }

  private async singly(
    batch: readonly Work[],
    held: Set<string>,
    done: Set<string>,
    stopping: () => boolean,
  ): Promise<void> {
    for (const piece of batch) {
      if (held.has(piece.residentId)) continue;
      try {
        await this.together([piece], done, stopping);
      } catch (err) {
        held.add(piece.residentId);
        const seconds = Math.min(LONGEST_PUT_OFF_S, 2 ** Math.min(piece.attempts, 10));
        const { id: workId, kind, attempts } = piece;
        this.log.warn({ workId, kind, attempt: attempts + 1, seconds, err }, 'a piece of work is put off');
        await this.queue.later(piece, seconds);
      }
    }
  }
}

/** Cuts a list into runs of offers, and single backfills and sweeps, in order. */
function inRuns(work: readonly Work[]): Work[][] {
  const runs: Work[][] = [];
  for (const piece of work) {
    const last = runs.at(-1);
    if (last && piece.kind === 'offer' && last[0]!.kind === 'offer') last.push(piece);
    else runs.push([piece]);
  }
  return runs;
}
