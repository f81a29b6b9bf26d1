import { LINK_CREATED, RESIDENT_JOINED } from '#libs/contracts';
import type { Principal } from '#libs/http';
import { EntryWriter } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { announceChange } from '../trail/announce-change.js';
import { BringIn } from './bring-in.js';
import type { PersonDetails } from './identity-indexes.js';
import { searchEntry } from './search-entry.js';
import { SearchLimits } from './search-limits.js';

/**
 * An agency says by which own id it knows a person, and gets a pairwise pseudonym. Whether the person was here already is
 * not told: nobody, many and somebody who may not be told are answered alike, with a pseudonym under which nothing flows
 * until it is certain whose it is (domain 1.15). Idempotent: the same link again is the same pseudonym.
 */
@Injectable()
export class LinkResident {
  constructor(
    private readonly limits: SearchLimits,
    private readonly bringingIn: BringIn,
    private readonly trail: EntryWriter,
  ) {}

  link(principal: Principal, details: PersonDetails): Promise<{ id: string }> {
    return this.limits.guarded(principal, details, 'each', async (tx) => {
      const agency = principal.agency!;
      const { residentId, pseudonym, linked, dataKey, joinedFrom } = await this.bringingIn.bringIn(
        tx,
        agency,
        details,
        {
          by: principal.id,
        },
      );
      const entry = searchEntry('link', principal, details, residentId);
      await this.trail.append(tx, this.trail.sealWith(dataKey, entry));
      if (linked) await announceChange(tx, residentId, LINK_CREATED, { residentId });
      if (joinedFrom !== undefined)
        await announceChange(tx, joinedFrom, RESIDENT_JOINED, { residentId: joinedFrom, into: residentId });
      return { id: pseudonym! };
    });
  }
}
