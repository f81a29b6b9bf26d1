import type { DecisionRequest } from '#libs/domain';
import { gatherFacts, KeptFacts, type Facts } from '#libs/pdp';
import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../../storage/hot-database.js';

/** Facts, epochs and clock of every request, from one statement on the primary. */
@Injectable()
export class GatherFacts {
  constructor(
    private readonly database: HotDatabase,
    private readonly kept: KeptFacts,
  ) {}

  /** As they are now, for what records nothing with a comparison. */
  gather(requests: readonly DecisionRequest[]): Promise<Facts[]> {
    return gatherFacts(this.database.pool, requests);
  }

  /**
   * For a record that compares the epochs and the time that they come with: as they were kept at the first attempt, and from the
   * database where it said that they had moved.
   */
  gatherToRecord(requests: readonly DecisionRequest[], attempt: number): Promise<Facts[]> {
    return attempt === 1 ? this.kept.gather(requests) : this.kept.fresh(requests);
  }
}
