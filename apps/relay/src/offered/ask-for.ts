import { randomUUID } from 'node:crypto';
import type { Asked } from '../release/asked.js';
import type { DeliveryRow } from './delivery-reader.js';

/** The question whether this requester may now open, or be shown in a list, one delivery. */
export function askFor(row: DeliveryRow, requesterId: string, kind: 'open' | 'list' = 'open'): Asked {
  return {
    id: randomUUID(),
    kind,
    recordId: row.recordId,
    deliveryId: row.id,
    request: {
      requesterId,
      action: kind,
      residentId: row.residentId,
      sourceAgency: row.sourceAgency,
      recipientAgency: row.agency,
      category: row.category,
      purpose: row.purpose,
    },
  };
}
