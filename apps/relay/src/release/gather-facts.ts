import { Injectable } from '@nestjs/common';
import { gatherFacts, type Facts } from '#libs/pdp';
import { HotDatabase } from '../keys/hot-database.js';
import type { Asked } from './asked.js';

/** Facts, epochs and clock of every item from one statement on the primary. */
@Injectable()
export class GatherFacts {
  constructor(private readonly database: HotDatabase) {}

  gather(asked: readonly Asked[]): Promise<Facts[]> {
    return gatherFacts(
      this.database.pool,
      asked.map((item) => item.request),
    );
  }
}
