import { BEFORE_EVERY_ID } from '#libs/domain';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { MoveWhatStands } from '#libs/persistence';
import { Log } from '#libs/telemetry';
import { type Place, RehomeBatch } from './rehome-batch.js';

/** What the release before sealed with the resident's key at the place, moved beside everything else; nothing to do later on. */
@Injectable()
export class RehomeSealed implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private place: Place = { record: BEFORE_EVERY_ID, delivery: BEFORE_EVERY_ID };
  private readonly move: MoveWhatStands;

  constructor(rehoming: RehomeBatch, log: Log) {
    this.move = new MoveWhatStands({
      what: 'what was sealed with the residents’ keys at the place',
      log,
      batch: async () => {
        const { moved, stays, next } = await rehoming.after(this.place);
        this.place = next;
        return { moved, stays, left: next.record === null && next.delivery === null ? 'done' : 'more' };
      },
      remaining: () => rehoming.remaining(this.place),
    });
  }

  onApplicationBootstrap(): void {
    this.move.start();
  }

  /** Before the pool ends. */
  beforeApplicationShutdown(): Promise<void> {
    return this.move.stop();
  }
}
