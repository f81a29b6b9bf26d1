import { Injectable } from '@nestjs/common';
import type { Decided, Prepared, Way } from '../release/asked.js';
import { Held } from '../release/held.js';
import { EVERY_OBLIGATION } from '../release/keep-obligations.js';
import { terminalLoss } from '../loss/terminal-loss.js';
import { DeliveryReader } from '../offered/delivery-reader.js';
import { SaidSince } from '../loss/said-since.js';

/** The way out by which an agency without Kafka learns of its deliveries: the sealed envelope, as on its topic. */
@Injectable()
export class FeedWay implements Way<string> {
  /** The envelope was sealed under them and cannot be read yet; its opening looks again. */
  readonly keeps = EVERY_OBLIGATION;

  constructor(
    private readonly deliveries: DeliveryReader,
    private readonly said: SaidSince,
  ) {}

  async prepare(decided: readonly Decided[]): Promise<Prepared<string>[]> {
    const rows = await this.deliveries.byIds(decided.map((item) => item.asked.deliveryId!));
    const said = await this.said.of(rows.values());
    return decided.map((item) => {
      const row = rows.get(item.asked.deliveryId!)!;
      const delivery = { id: row.id };
      if (item.decision.outcome === 'deny') return { ...item, delivery, content: null };
      const over = terminalLoss(row, item.facts, item.decision, said.get(row.residentId)) !== null;
      if (row.wrappedKey === null || over) return { ...item, delivery, content: null, refusal: 'gone' };
      return { ...item, delivery, content: row.envelope === null ? null : new Held(row.envelope) };
    });
  }
}
