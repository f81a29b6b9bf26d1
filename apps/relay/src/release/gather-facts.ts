import { Injectable } from '@nestjs/common';
import { gatherFacts, KeptFacts, type Facts } from '#libs/pdp';
import { HotDatabase } from '../keys/hot-database.js';
import type { Asked } from './asked.js';

/** Facts, epochs and clock of every item, from one statement on the primary. */
@Injectable()
export class GatherFacts {
  constructor(
    private readonly database: HotDatabase,
    private readonly kept: KeptFacts,
  ) {}

  /** As they are now, for what records nothing with a comparison. */
  gather(asked: readonly Asked[]): Promise<Facts[]> {
    return gatherFacts(this.database.pool, requestsOf(asked));
  }

  /** For the fence, which compares the epochs and the time that they come with: as they were kept, where they were. */
  gatherKept(asked: readonly Asked[]): Promise<Facts[]> {
    return this.kept.gather(requestsOf(asked));
  }

  /** For the fence, where it said that they had moved; kept from now on. */
  gatherFresh(asked: readonly Asked[]): Promise<Facts[]> {
    return this.kept.fresh(requestsOf(asked));
  }
}

const requestsOf = (asked: readonly Asked[]) => asked.map(({ request }) => request);
