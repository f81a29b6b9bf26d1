import { describe, expect, it } from '@jest/globals';
import { COMPLETE } from '../../testing/agreements.js';
import { type AgreementTerms, hashOf } from './agreement-terms.js';
import { changedFields, NARROWER, whatWidens } from './what-widens.js';

const [toAsc, toHarbour] = COMPLETE.parties;
const bases = { ...toAsc.bases, article6: '6(1)(f)' };

/** Field, the narrower value, the wider one; what is not named is as in COMPLETE. */
const EITHER_WAY: readonly (readonly [keyof AgreementTerms, unknown, unknown])[] = [
  ['categories', ['FUNCTION'], ['FUNCTION', 'EQUIPMENT', 'MEDS']],
  ['categories', [], ['MEDS', 'EQUIPMENT']],
  ['recipientRoles', ['ot'], ['ot', 'surveyor', 'call-handler']],
  ['redactions', { FUNCTION: ['diagnosis.code', 'note'] }, {}],
  ['maxConsentDays', 1, null],
  ['maxConsentDays', 183, 185],
  ['retentionDays', 1, 91],
  ['parties', [toAsc], [toAsc, toHarbour, { ...toAsc, recipient: 'REACH' }]],
  ['partyRoles', { HARBOUR: 'controller' }, { ...COMPLETE.partyRoles, HARBOUR: 'processor' }],
  ['startsAt', '2026-02-01T00:00:00.000Z', '2025-02-01T00:00:00.000Z'],
  ['expiresAt', '2098-01-01T00:00:00.000Z', null],
  ['expiresAt', '2026-02-01T00:00:00.000Z', '2099-02-01T00:00:00.000Z'],
];

describe('a change of terms', () => {
  it.each(EITHER_WAY)('of %s narrows to %j and widens to %j', (field, narrower, wider) => {
    expect(whatWidens(COMPLETE, { ...COMPLETE, [field]: narrower })).toEqual([]);
    expect(whatWidens(COMPLETE, { ...COMPLETE, [field]: wider })).toEqual([field]);
  });

  it('of a switch narrows one way only', () => {
    expect(whatWidens(COMPLETE, { ...COMPLETE, systemRoles: false })).toEqual([]);
    expect(whatWidens({ ...COMPLETE, systemRoles: false }, COMPLETE)).toEqual(['systemRoles']);
    expect(whatWidens(COMPLETE, { ...COMPLETE, onwardSharing: true })).toEqual(['onwardSharing']);
    expect(whatWidens({ ...COMPLETE, onwardSharing: true }, COMPLETE)).toEqual([]);
  });

  it('of what the sharing rests on is signed again, whichever way', () => {
    expect(whatWidens(COMPLETE, { ...COMPLETE, parties: [{ ...toAsc, bases }, toHarbour] })).toEqual(['parties']);
    for (const field of ['statutoryGateway', 'dpiaRef', 'apdRef', 'securityStandard', 'purpose', 'mode'] as const) {
      expect(whatWidens(COMPLETE, { ...COMPLETE, [field]: 'other' } as unknown as AgreementTerms)).toEqual([field]);
    }
  });

  it('of title or review opens nothing, but is a change; only the review is not signed', () => {
    const titled = { ...COMPLETE, title: 'Other' };
    const reviewed = { ...COMPLETE, reviewAt: null };
    expect([changedFields(COMPLETE, titled), whatWidens(COMPLETE, titled)]).toEqual([['title'], []]);
    expect([changedFields(COMPLETE, reviewed), whatWidens(COMPLETE, reviewed)]).toEqual([['reviewAt'], []]);
    expect(hashOf('D2', reviewed)).toBe(hashOf('D2', COMPLETE));
    expect(hashOf('D2', titled)).not.toBe(hashOf('D2', COMPLETE));
    expect(hashOf('D3', COMPLETE)).not.toBe(hashOf('D2', COMPLETE));
  });

  it('names every field that widens, beside one that narrows', () => {
    const after = { ...COMPLETE, retentionDays: 1, maxConsentDays: null, expiresAt: null };
    expect(whatWidens(COMPLETE, after)).toEqual(['maxConsentDays', 'expiresAt']);
  });
});

describe('a seeded fault is found', () => {
  const fields = [...new Set(EITHER_WAY.map(([field]) => field))];

  it.each(fields)('a rule that waves every change of %s through', (field) => {
    const careless = { ...NARROWER, [field]: () => true };
    const missed = EITHER_WAY.filter(
      ([changed, , wider]) => whatWidens(COMPLETE, { ...COMPLETE, [changed]: wider }, careless).length === 0,
    );
    expect(missed.map(([changed]) => changed)).toContain(field);
  });
});
