import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Category, DecisionRequest } from '#libs/domain';
import { ADAPTATIONS, FLOWS, REABLEMENT, requestOf, residentIds, type Flow } from '../town.js';
import type { Chance } from './chance.js';
import { offerOf } from './item.js';
import type { Wish } from './release.js';

/** Draws what a discloser wants next. Batches are shuffled: the function, not the caller, must put them in order. */
export class Wishes {
  private readonly residents: readonly string[];

  constructor(
    private readonly pool: pg.Pool,
    private readonly chance: Chance,
    residents: number,
    private readonly largestBatch: number,
  ) {
    this.residents = residentIds(residents);
  }

  single(): Wish[] {
    return [this.view(this.chance.pick(FLOWS), this.chance.pick(this.residents))];
  }

  batch(): Wish[] {
    const flow = this.chance.pick(FLOWS);
    // Small ones are the more frequent, as in life; the cube keeps the largest in play.
    const size = 1 + Math.floor(this.largestBatch * this.chance.next() ** 3);
    return this.chance.some(this.residents, size).map((resident) => this.view(flow, resident));
  }

  private view(flow: Flow, resident: string): Wish {
    const kind = this.chance.next() < 0.9 ? ('view' as const) : ('list' as const);
    const requester = this.chance.pick(flow.requesters);
    const action = kind === 'view' ? 'read' : 'list';
    const request = requestOf(flow, action, requester, resident, this.chance.pick(flow.categories));
    return { request, effect: () => ({ kind }) };
  }

  /** A record update is accepted, and offered to its recipient's system; empty when nothing is left to offer. */
  async offers(): Promise<Wish[]> {
    const flow = this.chance.pick(FLOWS);
    const resident = this.chance.pick(this.residents);
    const recordId = randomUUID();
    const category = this.chance.pick(flow.categories);
    const body = { sealedBody: 'AAAA', bodyHash: randomBytes(32).toString('hex') };
    const record = { ordinal: 0, id: recordId, residentId: resident, sourceAgency: flow.source, sourceId: recordId };
    await this.pool.query('SELECT relay.accept_v1($1)', [
      JSON.stringify([{ ...record, sourceVersion: 1, category, ...body }]),
    ]);
    const { rows } = await this.pool.query<{ id: string }>('SELECT id FROM relay.work WHERE record_id = $1', [
      recordId,
    ]);
    const request = requestOf(flow, 'offer', flow.requesters[0]!, resident, category);
    return rows.map(({ id: workId }) => ({
      request,
      effect: (decision) => ({ kind: 'offer', workId, delivery: offerOf(request, recordId, decision) }),
    }));
  }

  /** The newest deliveries of one agency: several disclosers open the same ones at once, each in its own order. */
  async openings(): Promise<Wish[]> {
    const flow = this.chance.pick([ADAPTATIONS, REABLEMENT]);
    const { rows } = await this.pool.query<{ id: string; resident_id: string; category: Category }>(
      `SELECT id, resident_id, category FROM relay.delivery WHERE agency = $1 AND seq IS NOT NULL ORDER BY position DESC LIMIT 20`,
      [flow.recipient],
    );
    return this.chance.some(rows, rows.length).map((row) => {
      const request: DecisionRequest = requestOf(flow, 'open', flow.requesters[0]!, row.resident_id, row.category);
      return { request, effect: () => ({ kind: 'open', delivery: { id: row.id } }) };
    });
  }
}
