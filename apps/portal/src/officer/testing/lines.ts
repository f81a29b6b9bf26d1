import type { Person } from '../../session/session.js';
import type { EntryLine } from '../explorer/entry-line.js';
import type { BundleLine, BundleWithFiles } from '../policies/bundle.js';
import type { Simulation } from '../policies/simulation.js';

/** An officer of the council's adult social care. */
export const officerAs = (...roles: readonly string[]): Person => ({
  ...{ audience: 'officer', sub: 'marsh', id: 'marsh', agency: 'NM-ASC', roles },
});

/** An opening of medicines by a system, let through. */
export const entryLine = (change: Partial<EntryLine> = {}): EntryLine => ({
  ...{ id: '7db80a85-af99-4aae-954b-18427a939ec8', time: '2026-11-22T14:03:02.123456Z', kind: 'disclosure' },
  ...{ action: 'open', outcome: 'permit', rule: 'direct-care', reason: 'permitted', purpose: 'COC' },
  ...{
    categories: ['MEDS', 'DISCHARGE'],
    sourceAgency: 'NM-ACUTE',
    requesterAgency: 'REACH',
    recipientAgency: 'REACH',
  },
  ...{ requesterKind: 'system', requesterRoles: [], agreement: 'D1', basis: 'DIRECT_CARE', resident: null },
  ...{ residentId: null, requesterId: null, practitionerId: null, disclosureId: null, recordId: null },
  ...{ deliveryId: null, index: 7 },
  ...change,
});

export const HASH = 'a'.repeat(64);

/** Rules that an officer, voss, wrote and nobody has checked. */
export const bundleLine = (change: Partial<BundleLine> = {}): BundleLine => ({
  ...{ hash: HASH, title: '', description: '', author: 'voss', createdAt: '2026-11-22T10:00:00.000Z' },
  ...{ state: 'draft', inForce: false, effectiveAt: null, checkedAt: null, stopped: null },
  ...change,
});

export const FILES: BundleWithFiles['files'] = [
  { name: 'a.cedar', text: 'permit (principal, action, resource);\n' },
  { name: 'b.cedar', text: 'forbid (principal, action, resource);\n' },
];

/** A replay of November that has just begun. */
export const simulation = (change: Partial<Simulation> = {}): Simulation => ({
  ...{ id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301', askedBy: 'ig', askedAt: '2026-11-22T10:00:00.000Z', bundle: HASH },
  ...{ from: '2026-11-01T00:00:00.000Z', until: '2026-11-23T00:00:00.000Z', state: 'running', endedAt: null },
  ...{ total: 0, done: 0, unreadable: 0, newlyAllowed: 0, newlyDenied: 0, residentsExposed: 0 },
  ...change,
});
