import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** The JSON that `audit.append_v1` takes, with random content: specs of the log care about order and hashes, not meaning. */
export function sampleEntry(changes: Record<string, unknown> = {}, facets: Record<string, unknown> = {}) {
  const detail = randomBytes(64);
  return {
    id: randomUUID(),
    kind: 'disclosure',
    bundle: null,
    detailHash: createHash('sha256').update(detail).digest('hex'),
    detail: detail.toString('base64'),
    wrappedKey: randomBytes(60).toString('base64'),
    keyHolder: { level: 'place', id: 'northmere' },
    index: { action: 'read', outcome: 'permit', rule: 'D1', purpose: 'COC', categories: ['MEDS'], ...facets },
    ...changes,
  };
}
