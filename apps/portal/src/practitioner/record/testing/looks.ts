import type { Category } from '#libs/domain';
import { agencyNames } from '../../../words/agency-names.js';
import type { Look } from '../read-parts.js';
import type { Json, SeenDecision, SeenRecord } from '../seen.js';

/** One record of an answer, as a spec needs it. */
export const seenRecord = (category: Category, body: Json, change: Partial<SeenRecord> = {}): SeenRecord => ({
  ...{
    id: 'b300716e-ae67-8d6f-d694-51d801880001',
    source: 'NM-GP',
    category,
    version: 1,
    body: body as SeenRecord['body'],
  },
  ...{ receivedAt: '2026-11-02T10:00:00Z', redacted: [], masked: [] },
  ...{ noOnwardSharing: false, accuracyDisputed: false },
  ...change,
});

export const permit = (category: Category, source: string | null = 'NM-GP'): SeenDecision => ({
  ...{ category, source, outcome: 'permit', reason: 'permitted', rule: 'implied-consent' },
  ...{ explain: 'For care, under an agreement.', basis: 'DIRECT_CARE', agreement: 'D1', entryId: 'e1' },
});

/** A look at these records: each kind and source of them was permitted. */
export function lookAt(records: readonly SeenRecord[], more: Partial<Look> = {}): Look {
  const flows = new Map(records.map(({ category, source }) => [`${category} ${source}`, permit(category, source)]));
  return {
    seen: { records, decisions: [...flows.values()] },
    categories: [...new Set(records.map(({ category }) => category))],
    person: { audience: 'practitioner', sub: 'adeyemi', agency: 'NM-ACUTE', roles: ['hub-nurse'] },
    agencies: agencyNames([]),
    language: 'en',
    at: '2026-11-22T14:03:00Z',
    ...more,
  };
}
