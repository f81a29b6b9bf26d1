import { NOBODY } from '#libs/domain';
import { Injectable } from '@nestjs/common';
import { askFor } from '../offered/ask-for.js';
import { DeliveryReader, type DeliveryRow } from '../offered/delivery-reader.js';
import { SaidSince } from '../loss/said-since.js';
import { HotDatabase } from '../keys/hot-database.js';
import { ReleaseLine } from '../release/release-line.js';
import { terminalLoss } from '../loss/terminal-loss.js';
import type { Work } from './work.js';

const SYSTEMS = { name: 'systems-of', text: 'SELECT agency, purpose, system_id FROM policy.recipients_v1($1)' };
const END = {
  name: 'end-deliveries',
  text: `SELECT relay.end_delivery_v1(e.id, 'destroyed', e.reason, e.cause)
    FROM jsonb_to_recordset($1) AS e (id uuid, reason text, cause text)`,
};

/** Deliveries decided together; each page is ended in one statement, far within the bound of a transaction. */
export const SWEEP_PAGE = 100;

interface System {
  readonly agency: string;
  readonly purpose: string;
  readonly system_id: string;
}

/**
 * After a withdrawal, refusal or upheld objection: destroys the keys of the resident's living deliveries that it ended
 * and nothing permits any more, and raises a recall for each that had been opened. Safety does not wait for it: openings are refused by the fence
 * from the acknowledgement on. Releases nothing: the line decides, and lets nothing out. Idempotent.
 */
@Injectable()
export class SweepDeliveries {
  constructor(
    private readonly deliveries: DeliveryReader,
    private readonly line: ReleaseLine,
    private readonly said: SaidSince,
    private readonly database: HotDatabase,
  ) {}

  /** All of them, page by page. False when it stopped on the way: its work is still owed, and goes on with what is alive. */
  async sweep(work: Work, stopping: () => boolean): Promise<boolean> {
    let after = '0';
    for (;;) {
      const page = await this.deliveries.alive(work.residentId, after, SWEEP_PAGE);
      if (page.length > 0) await this.sweepPage(work.residentId, page);
      if (page.length < SWEEP_PAGE) return true;
      if (stopping()) return false;
      after = page.at(-1)!.place;
    }
  }

  private async sweepPage(residentId: string, page: readonly DeliveryRow[]): Promise<void> {
    const { rows: systems } = await this.database.pool.query<System>({ ...SYSTEMS, values: [residentId] });
    const asked = page.map((row) => askFor(row, systemOf(systems, row)));
    const decided = await this.line.foresee(asked);
    const said = (await this.said.of(page)).get(residentId);
    const ended = decided.flatMap(({ facts, decision }, index) => {
      const row = page[index]!;
      const loss = terminalLoss(row, facts, decision, said);
      return loss === null ? [] : [{ id: row.id, ...loss }];
    });
    if (ended.length > 0) await this.database.pool.query({ ...END, values: [JSON.stringify(ended)] });
  }
}

/** An agency whose caseload entry has ended has no requester left; its decision denies as `requester-unknown`. */
function systemOf(systems: readonly System[], { agency, purpose }: DeliveryRow): string {
  return systems.find((system) => system.agency === agency && system.purpose === purpose)?.system_id ?? NOBODY;
}
