import { Injectable } from '@nestjs/common';
import { ResidentKeys } from '../keys/resident-keys.js';
import { contentKeyOf } from '../keys/content-key.js';
import type { Decided, Prepared, Way } from '../release/asked.js';
import { DeliveryReader, type DeliveryRow } from './delivery-reader.js';

/** What an opening hands over: the key to the sealed payload that the agency already holds. */
export interface OpenedDelivery {
  readonly contentKey: string;
  readonly mask: readonly string[];
}

/**
 * The way out by which a connector opens: the content key of every permitted delivery. Where the decision now leaves out
 * more than the delivery was sealed without, it is refused as `replaced`; a destroyed one as `gone`.
 */
@Injectable()
export class OpenWay implements Way<OpenedDelivery> {
  constructor(
    private readonly deliveries: DeliveryReader,
    private readonly keys: ResidentKeys,
  ) {}

  async prepare(decided: readonly Decided[]): Promise<Prepared<OpenedDelivery>[]> {
    const ids = decided.map((item) => item.asked.deliveryId!);
    const [rows, keys] = await Promise.all([
      this.deliveries.byIds(ids),
      this.keys.of(decided.map((item) => item.asked.request.residentId)),
    ]);
    return decided.map((item) => prepareOne(item, rows.get(item.asked.deliveryId!), keys));
  }
}

function prepareOne(
  item: Decided,
  row: DeliveryRow | undefined,
  keys: ReadonlyMap<string, Buffer>,
): Prepared<OpenedDelivery> {
  const delivery = { id: item.asked.deliveryId! };
  if (item.decision.outcome === 'deny') return { ...item, delivery, content: null };
  const residentKey = keys.get(item.asked.request.residentId);
  if (!row?.wrappedKey || !residentKey) return { ...item, delivery, content: null, refusal: 'gone' };
  if (item.decision.obligations.redact.some((field) => !row.mask.includes(field))) {
    return { ...item, delivery, content: null, refusal: 'replaced' };
  }
  const contentKey = contentKeyOf(row.wrappedKey, residentKey, row.id);
  return { ...item, delivery, content: { contentKey: contentKey.toString('base64url'), mask: row.mask } };
}
