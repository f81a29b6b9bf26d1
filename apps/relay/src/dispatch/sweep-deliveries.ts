import { Injectable } from '@nestjs/common';
import { askFor } from '../delivery/ask-for.js';
import { DeliveryReader, type DeliveryRow } from '../delivery/delivery-reader.js';
import { HotDatabase } from '../keys/hot-database.js';
import { Decide } from '../release/decide.js';
import { GatherFacts } from '../release/gather-facts.js';
import { terminalLoss } from './terminal-loss.js';
import type { Work } from './work.js';

const SYSTEMS = { name: 'systems-of', text: 'SELECT agency, purpose, system_id FROM policy.recipients_v1($1)' };
const END = { name: 'end-delivery', text: `SELECT relay.end_delivery_v1($1, 'destroyed', $2, $3)` };

interface System {
  readonly agency: string;
  readonly purpose: string;
  readonly system_id: string;
}

/**
 * After a withdrawal, refusal or upheld objection: destroys the keys of the resident's living deliveries that it ended
 * and nothing permits any more, and raises a recall for each that had been opened. Safety does not wait for it: openings are refused by the fence
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
    const { rows: systems } = await this.database.pool.query<System>({ ...SYSTEMS, values: [work.residentId] });
    const asked = alive.map((row) => askFor(row, systemOf(systems, row)));
    const decided = await this.decide.run(asked, await this.gather.run(asked));
    for (const [index, { facts, decision }] of decided.entries()) {
      const row = alive[index]!;
      const loss = terminalLoss(row, facts, decision);
      if (loss !== null) await this.database.pool.query({ ...END, values: [row.id, loss.reason, loss.cause] });
    }
  }
}

/** An agency whose caseload entry has ended has no requester left; its decision denies as `requester-unknown`. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

function systemOf(systems: readonly System[], { agency, purpose }: DeliveryRow): string {
  return systems.find((system) => system.agency === agency && system.purpose === purpose)?.system_id ?? NOBODY;
}
