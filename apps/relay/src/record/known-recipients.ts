import { Injectable } from '@nestjs/common';
import { RelayConfig } from '../config.js';
import type { DeliveryState } from '../offered/delivery-reader.js';
import { HotDatabase } from '../keys/hot-database.js';

/** Stands for agencies that a sender may not know of. */
export const OTHERS = 'others';

/** A delivery, as far as it matters whether its sender may know of its recipient. */
export interface ToRecipient {
  readonly agency: string;
  readonly purpose: string;
  /** `refused`: it was never offered. */
  readonly state: DeliveryState;
}

const NAMED = { name: 'recipients-named', text: 'SELECT recipient, purpose FROM policy.recipients_named_v1($1)' };

/**
 * Which recipients a sender may know of (design 6): those that an agreement with it names for that purpose. That anybody
 * else works with the resident is theirs to tell, not a delivery's; discreet agencies are as good as absent (domain 1.15).
 */
@Injectable()
export class KnownRecipients {
  constructor(
    private readonly database: HotDatabase,
    private readonly config: RelayConfig,
  ) {}

  async of(source: string): Promise<Known> {
    const { rows } = await this.database.pool.query<{ recipient: string; purpose: string }>({
      ...NAMED,
      values: [source],
    });
    return new Known(rows, this.config.DISCREET_AGENCIES);
  }
}

/** Pure. */
export class Known {
  /** `AGENCY PURPOSE` of each. */
  readonly named: readonly string[];

  constructor(
    rows: readonly { readonly recipient: string; readonly purpose: string }[],
    readonly discreet: readonly string[],
  ) {
    this.named = rows.map(({ recipient, purpose }) => `${recipient} ${purpose}`);
  }

  /**
   * What to call the recipient; null where the delivery is not told of at all: to somebody discreet, or never offered to
   * somebody whom the sender may not know.
   */
  nameOf({ agency, purpose, state }: ToRecipient): string | null {
    if (this.discreet.includes(agency)) return null;
    if (this.named.includes(`${agency} ${purpose}`)) return agency;
    return state === 'refused' ? null : OTHERS;
  }
}
