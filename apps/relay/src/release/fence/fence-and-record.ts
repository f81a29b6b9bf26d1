import { Injectable } from '@nestjs/common';
import type { SealedEntry } from '#libs/sealing';
import { Log } from '#libs/telemetry';
import type { Asked, Ended, Prepared } from '../asked.js';
import { MarkNotSent } from '../mark-not-sent.js';
import { SealEntries } from '../seal-entries.js';
import type { FenceResult } from './call-fence.js';
import { outcomeOf, toFenceItem } from './fence-item.js';
import { FenceQueue } from './fence-queue.js';
import type { Submitting } from './submission.js';

export interface Recorded<Content> {
  readonly ended: Ended<Content>[];
  /** Facts moved since the decision: to be decided again. */
  readonly moved: Prepared<Content>[];
}

/** Facts kept moving, or a lock did not come in time: nothing was released, and it may be tried again. */
export class FenceBusy extends Error {
  override readonly name = 'FenceBusy';

  constructor() {
    super('the fence was busy');
  }
}

export interface Recording {
  /** What a fence that does not come within its second means: a denial, or a `FenceBusy`. */
  readonly whenBusy: 'deny' | 'retry';
  readonly isWanted?: () => boolean;
}

/** Seals each item's entry and takes it through the fence. Content passes only with an item whose disclosure committed. */
@Injectable()
export class FenceAndRecord {
  constructor(
    private readonly queue: FenceQueue,
    private readonly entries: SealEntries,
    private readonly notSent: MarkNotSent,
    private readonly log: Log,
  ) {}

  async record<Content>(
    prepared: readonly Prepared<Content>[],
    { whenBusy, isWanted }: Recording,
  ): Promise<Recorded<Content>> {
    const recorded: Recorded<Content> = { ended: [], moved: [] };
    const left = await this.submit(prepared, recorded, isWanted ? { isWanted } : {});
    if (whenBusy === 'retry' && left.busy.length > 0) throw new FenceBusy();
    // What is no longer there to open, or was not to be had in time, is denied by a second call: a refusal has its entry too.
    const refused = [...left.gone.map(refuseGone), ...left.busy.map(refuseBusy)];
    const denied: Recorded<Content> = { ended: recorded.ended, moved: [] };
    await this.submit(refused, denied, { refusals: true });
    const before = new Map(prepared.map((item) => [item.asked.id, item]));
    recorded.moved.push(...denied.moved.map(({ asked }) => before.get(asked.id)!));
    return recorded;
  }

  private async submit<Content>(
    items: readonly Prepared<Content>[],
    recorded: Recorded<Content>,
    how: Submitting,
  ): Promise<{ gone: Prepared<Content>[]; busy: Prepared<Content>[] }> {
    const left: { gone: Prepared<Content>[]; busy: Prepared<Content>[] } = { gone: [], busy: [] };
    if (items.length === 0) return left;
    const entries = await this.entries.seal(items);
    const settled = await this.queue.submit(
      items.map((item, at) => toFenceItem(item, entries[at]!)),
      { ...how, onUnanswered: (ids) => void this.markUnanswered(ids) },
    );
    items.forEach((item, at) => {
      const result = settled[at]!;
      if (result.result === 'recorded') recorded.ended.push(toEnded(item, entries[at]!, result));
      else if (result.result === 'moved') recorded.moved.push(item);
      else left[result.result].push(item);
    });
    return left;
  }

  /** Some of a look, or of a bulk, were recorded before another failed the whole: nothing of it was sent, and the log says so. */
  private async markUnanswered(ids: readonly string[]): Promise<void> {
    try {
      await this.notSent.mark(ids);
    } catch (err) {
      this.log.error({ err }, 'disclosures that were not sent could not be marked so');
    }
  }
}

function toEnded<Content>(
  item: Prepared<Content>,
  entry: SealedEntry,
  { at, fencedAt }: Pick<FenceResult, 'at' | 'fencedAt'>,
): Ended<Content> {
  const { outcome, reason } = outcomeOf(item);
  const content = outcome === 'permit' ? item.content : null;
  return { asked: item.asked, decision: item.decision, outcome, reason, content, entryId: entry.id, at, fencedAt };
}

/** A lock that does not come within its second denies (design 5). A denial that did not get its turn keeps its own reason. */
function refuseBusy<Content>(item: Prepared<Content>): Prepared<Content> {
  return { ...item, content: null, ...(item.decision.outcome === 'permit' && { refusal: 'busy' as const }) };
}

/** An offer that was overtaken leaves nothing to offer: recorded as a denied listing, under a fresh id. */
function refuseGone<Content>(item: Prepared<Content>): Prepared<Content> {
  const asked: Asked = item.asked.kind === 'offer' ? { ...item.asked, kind: 'list' } : item.asked;
  const { delivery: _, ...rest } = item;
  const id = item.delivery?.id;
  return {
    ...rest,
    asked,
    content: null,
    refusal: 'gone',
    ...(id && item.asked.kind === 'open' ? { delivery: { id } } : {}),
  };
}
