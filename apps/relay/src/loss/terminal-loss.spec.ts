import { describe, expect, it } from '@jest/globals';
import type { Decision, DirectiveFact, DirectiveFactStatus, ReasonCode } from '#libs/domain';
import type { Facts, OverrideFact } from '#libs/pdp';
import { lossByReportedReason } from './faults/by-reported-reason.js';
import { terminalLoss } from './terminal-loss.js';

const NOW = '2026-11-22T10:00:00Z';
const BEFORE = '2026-11-01T00:00:00Z';
const AFTER = '2026-12-01T00:00:00Z';
const ROW = {
  sourceAgency: 'NM-ASC',
  agency: 'HARBOUR',
  category: 'FUNCTION',
  purpose: 'HOUSADAPT',
  agreement: 'D2',
  residentEpoch: '5',
} as const;

const said = (status: DirectiveFactStatus, change: Partial<DirectiveFact> = {}): DirectiveFact => ({
  ...{ id: 'i', status, sources: null, recipients: ['HARBOUR'], categories: null, purposes: null, agreement: 'D2' },
  ...{ startsAt: BEFORE, expiresAt: null, recordedAt: BEFORE },
  ...change,
});
const override = (endsAt: string): OverrideFact => ({
  ...{ id: 'o', mode: 'SAFEGUARDING', agency: 'HARBOUR', practitionerId: null, categories: ['FUNCTION'] },
  ...{ purpose: 'HOUSADAPT', instrument: null, startsAt: BEFORE, endsAt },
});
function look(
  loss: typeof terminalLoss,
  reason: ReasonCode,
  directives: DirectiveFact[],
  overrides: OverrideFact[] = [],
) {
  const outcome = reason === 'permitted' ? 'permit' : 'deny';
  const facts = {
    now: NOW,
    directives,
    overrides,
    agreements: [{ id: 'D2', maxConsentDays: 183 }],
  } as unknown as Facts;
  return loss(ROW, facts, { outcome, reason } as Decision)?.cause ?? null;
}

/** Reported reason, what the resident said, overrides, and whether it is over for good. */
const CASES: [ReasonCode, DirectiveFact[], OverrideFact[], 'withdrawn' | 'refused' | null][] = [
  ['withdrawn', [said('ConsentWithdrawn')], [], 'withdrawn'],
  ['restricted', [said('ConsentWithdrawn')], [], 'withdrawn'],
  ['requester-unknown', [said('ConsentWithdrawn')], [], 'withdrawn'],
  ['agency-suspended', [said('ConsentRefused')], [], 'refused'],
  ['category-stopped', [said('Objected')], [], 'refused'],
  ['restricted', [said('ConsentGiven')], [], null],
  ['no-relationship', [said('ConsentGiven')], [], null],
  ['objected', [said('ObjectionPendingHighHarm')], [], null],
  ['needs-consent', [said('ObjectionPending')], [], null],
  ['withdrawn', [said('ConsentWithdrawn'), said('ConsentGiven')], [], null],
  ['restricted', [said('ConsentWithdrawn', { agreement: 'D3' })], [], null],
  ['restricted', [said('ConsentWithdrawn', { recipients: ['NM-HSG'] })], [], null],
  ['restricted', [said('ConsentWithdrawn')], [override(AFTER)], null],
  ['restricted', [said('ConsentWithdrawn')], [override(NOW)], 'withdrawn'],
  ['permitted', [said('ConsentWithdrawn')], [override(AFTER)], null],
  ['consent-expired', [said('ConsentGiven', { expiresAt: NOW })], [], null],
];

describe('a delivery', () => {
  it.each(CASES)('denied as %s, when she said %j and %j is in force: %s', (reason, directives, overrides, cause) => {
    expect(look(terminalLoss, reason, directives, overrides)).toBe(cause);
  });

  it('would keep its keys through a withdrawal if the reported reason decided, and the cases show it', () => {
    const missed = CASES.filter(
      ([reason, ...rest]) => look(lossByReportedReason, reason, rest[0], rest[1]) !== rest[2],
    );
    expect(missed.map(([reason]) => reason)).toEqual(expect.arrayContaining(['restricted', 'requester-unknown']));
  });
});
