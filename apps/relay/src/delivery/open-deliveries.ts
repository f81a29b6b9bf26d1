import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import type { Released } from '../release/asked.js';
import { ReleaseLine } from '../release/release-line.js';
import { FollowUp } from '../dispatch/follow-up.js';
import { askFor } from '../offered/ask-for.js';
import { DeliveryReader, type DeliveryRow } from '../offered/delivery-reader.js';
import { OpenWay, type OpenedDelivery } from './open-way.js';

/**
 * Opens up to 200 deliveries for the system of the agency that they were offered to; each is decided, fenced and
 * recorded afresh, also when it was opened before. Ids of other agencies, unknown ones and what is no id are left out of the
 * answer, and keep nothing from the others.
 */
@Injectable()
export class OpenDeliveries {
  constructor(
    private readonly deliveries: DeliveryReader,
    private readonly line: ReleaseLine,
    private readonly way: OpenWay,
    private readonly followUp: FollowUp,
  ) {}

  async open(
    requesterId: string,
    agency: string,
    named: readonly unknown[],
    request: FastifyRequest,
  ): Promise<Released<OpenedDelivery>[]> {
    const ids = [...new Set(named)].filter((id): id is string => isUUID(id));
    if (ids.length === 0) return [];
    const rows = await this.deliveries.byIds(ids);
    const own = ids
      .map((id) => rows.get(id))
      .filter((row) => row?.agency === agency && row.seq !== null) as DeliveryRow[];
    const released = await this.line.release(
      own.map((row) => askFor(row, requesterId)),
      this.way.of(rows),
      request,
    );
    for (const item of released.filter(({ reason }) => reason === 'replaced')) await this.followUp.replace(item.asked);
    return released;
  }
}
