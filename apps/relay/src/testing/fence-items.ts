import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { FenceItem } from '../release/fence/fence-item.js';

/** A permitted look, as the line hands it to the fence; its entry is sealed content of nobody's. */
export function lookItem(change: Partial<FenceItem> & Record<string, unknown> = {}): FenceItem {
  const id = randomUUID();
  const detail = randomBytes(64);
  const residentId = (change['residentId'] as string | undefined) ?? randomUUID();
  return {
    ...{ id, kind: 'view', requesterId: randomUUID(), residentId, sourceAgency: 'NM-ASC', recipientAgency: 'REACH' },
    ...{ purpose: 'COC', category: 'MEDS', outcome: 'permit', reason: 'permitted', notices: [] },
    ...{ decidedAt: '-infinity', notAfter: 'infinity' },
    entry: {
      ...{ id: randomUUID(), kind: 'disclosure', bundle: null, detail: detail.toString('base64') },
      detailHash: createHash('sha256').update(detail).digest('hex'),
      wrappedKey: randomBytes(60).toString('base64'),
      keyHolder: { level: 'resident', id: residentId },
      index: { residentId, action: 'read', outcome: 'permit', categories: ['MEDS'], disclosureId: id },
    },
    ...change,
  };
}

export const openingItem = (delivery: string, change: Partial<FenceItem> = {}): FenceItem =>
  lookItem({ kind: 'open', delivery: { id: delivery }, ...change });

export const offerItem = (stream: string, change: Partial<FenceItem> = {}): FenceItem =>
  lookItem({ kind: 'offer', delivery: { id: randomUUID(), recordId: randomUUID(), stream }, ...change });
