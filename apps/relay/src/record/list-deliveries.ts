import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError, toldReason, type Category } from '#libs/domain';
import type { Facts } from '#libs/pdp';
import type { Principal } from '#libs/http';
import type { FastifyRequest } from 'fastify';
import { DeliveryReader, type DeliveryRow } from '../offered/delivery-reader.js';
import { HotDatabase } from '../keys/hot-database.js';
import type { Asked, Decided, Prepared, Released, Way } from '../release/asked.js';
import { Held } from '../release/held.js';
import { ReleaseLine } from '../release/release-line.js';
import type { DeliveryStateView } from './delivery-state.dto.js';
import { KnownRecipients, OTHERS, type Known } from './known-recipients.js';
import { decideOwnRecord } from './own-record.js';
import { isUndelivered } from './present-sent.js';

interface RecordRow {
  readonly residentId: string;
  readonly sourceAgency: string;
  readonly category: Category;
}

const OWN = {
  name: 'own-record',
  text: `SELECT resident_id AS "residentId", source_agency AS "sourceAgency", category FROM relay.record WHERE id = $1 AND source_agency = $2`,
};

/**
 * The deliveries of a record, for its sender. It tells of the resident's ties to other agencies, so it is a listing: the
 * right to it is the sender's own (it posted the record), but it is fenced and recorded like every other.
 */
@Injectable()
export class ListDeliveries implements Way<DeliveryStateView[]> {
  /** The right of a sender to its own record obliges to nothing. */
  readonly keeps = [];

  constructor(
    private readonly database: HotDatabase,
    private readonly reader: DeliveryReader,
    private readonly line: ReleaseLine,
    private readonly recipients: KnownRecipients,
  ) {}

  async list(principal: Principal, recordId: string, request: FastifyRequest): Promise<Released<DeliveryStateView[]>> {
    const { rows } = await this.database.pool.query<RecordRow>({ ...OWN, values: [recordId, principal.agency] });
    const record = rows[0];
    if (!record) throw new DomainError('record-not-found', 'there is no such record of your agency');
    const [released] = await this.line.release([toAsked(principal, recordId, record)], this, request);
    return released!;
  }

  decide(_asked: Asked, facts: Facts): ReturnType<typeof decideOwnRecord> {
    return decideOwnRecord(facts);
  }

  prepare(decided: readonly Decided[]): Promise<Prepared<DeliveryStateView[]>[]> {
    return Promise.all(
      decided.map(async (item) => {
        const known = await this.recipients.of(item.asked.request.sourceAgency);
        const rows = await this.reader.ofRecord(item.asked.recordId!);
        return { ...item, content: new Held(onceOthers(rows.flatMap((row) => toView(row, known) ?? []))) };
      }),
    );
  }
}

function toAsked(principal: Principal, recordId: string, record: RecordRow): Asked {
  return {
    id: randomUUID(),
    kind: 'list',
    recordId,
    request: {
      requesterId: principal.id,
      action: 'list',
      residentId: record.residentId,
      sourceAgency: record.sourceAgency,
      recipientAgency: record.sourceAgency,
      category: record.category,
      purpose: 'HOPERAT',
    },
  };
}

/** How many others there are is not told either: the one that came furthest stands for them. */
function onceOthers(views: readonly DeliveryStateView[]): DeliveryStateView[] {
  const others = views.filter(({ agency }) => agency === OTHERS);
  const one = others.find(({ openedAt }) => openedAt !== null) ?? others[0];
  return views.filter((view) => view.agency !== OTHERS || view === one);
}

function toView(row: DeliveryRow, known: Known): DeliveryStateView | null {
  const agency = known.nameOf(row);
  if (agency === null) return null;
  const reason = row.reason && toldReason(row.reason, row.category);
  const undelivered = row.state === 'refused' && isUndelivered(reason);
  const untold = undelivered || agency === OTHERS || row.state === 'offered' || row.state === 'opened';
  return {
    agency,
    purpose: row.purpose,
    state: undelivered ? 'not-delivered' : row.state,
    reason: untold ? null : reason,
    basis: row.basis,
    offeredAt: row.offeredAt.toISOString(),
    openedAt: row.openedAt?.toISOString() ?? null,
  };
}
