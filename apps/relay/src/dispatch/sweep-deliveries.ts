import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Decision, ReasonCode } from '#libs/domain';
import { DeliveryReader, type DeliveryRow } from '../delivery/delivery-reader.js';
import { HotDatabase } from '../keys/hot-database.js';
import type { Asked } from '../release/asked.js';
import { Decide } from '../release/decide.js';
import { GatherFacts } from '../release/gather-facts.js';
import type { Work } from './work.js';

/** Terminal losses of a basis destroy keys; temporary bars (pause, suspension, restriction) merely refuse (design 6). */
const TERMINAL: ReadonlyMap<ReasonCode, 'withdrawn' | 'refused'> = new Map([
  ['withdrawn', 'withdrawn'],
  ['refused', 'refused'],
  ['objected', 'refused'],
]);

const SYSTEM_OF = {
  name: 'system-of',
  text: 'SELECT system_id FROM policy.recipients_v1($1) WHERE agency = $2 AND purpose = $3 LIMIT 1',
};
const END = { name: 'end-delivery', text: `SELECT relay.end_delivery_v1($1, 'destroyed', $2, $3)` };

/**
 * After a withdrawal or refusal: destroys the keys of the resident's living deliveries that nothing permits any more,
 * and raises a recall for each that had been opened. Safety does not wait for it: openings are refused by the fence
 * from the acknowledgement on. Releases nothing, so it is not on the release line. Idempotent.
 */
@Injectable()
export class SweepDeliveries {
  constructor(
    private readonly deliveries: DeliveryReader,
    private readonly gather: GatherFacts,
    private readonly decide: Decide,
    private readonly database: HotDatabase,
  ) {}

  async run(work: Work): Promise<void> {
    const alive = await this.deliveries.alive(work.residentId);
    if (alive.length === 0) return;
    const asked = await Promise.all(alive.map((row) => this.ask(row)));
    const decided = await this.decide.run(asked, await this.gather.run(asked));
    for (const [index, { decision }] of decided.entries()) await this.end(alive[index]!, decision);
  }

  private async ask(row: DeliveryRow): Promise<Asked> {
    const { rows } = await this.database.pool.query<{ system_id: string }>({
      ...SYSTEM_OF,
      values: [row.residentId, row.agency, row.purpose],
    });
    return {
      id: randomUUID(),
      kind: 'open',
      request: {
        requesterId: rows[0]?.system_id ?? NOBODY,
        action: 'open',
        residentId: row.residentId,
        sourceAgency: row.sourceAgency,
        recipientAgency: row.agency,
        category: row.category,
        purpose: row.purpose,
      },
    };
  }

  private async end(row: DeliveryRow, decision: Decision): Promise<void> {
    const cause = decision.outcome === 'deny' ? TERMINAL.get(decision.reason) : undefined;
    if (cause) await this.database.pool.query({ ...END, values: [row.id, decision.reason, cause] });
  }
}

/** An agency whose caseload entry has ended has no requester left; its decision denies as `requester-unknown`. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
