import { describe, expect, it } from '@jest/globals';
import type { Facts } from '#libs/pdp';
import { Known } from './known-recipients.js';
import { decideOwnRecord } from './own-record.js';
import { presentSent } from './present-sent.js';
import type { SentRow } from './sent-deliveries.js';

const NAMED = new Known([{ recipient: 'REACH', purpose: 'COC' }], ['BEACON']);
const STRANGER = new Known([], []);
/** Medicines that REACH has not opened, offered at two o'clock. */
const row = (change: Partial<SentRow> = {}): SentRow => ({
  ...{ id: 'd1', recordId: 'r1', agency: 'REACH', purpose: 'COC', category: 'MEDS', state: 'offered', reason: null },
  ...{ agreement: 'D1', basis: 'DIRECT_CARE', sentAt: new Date('2026-11-22T14:00:00Z'), openedAt: null, endedAt: null },
  ...{ recall: null, at: '2026-11-22T14:00:00.000001Z' },
  ...change,
});
function shown(change: Partial<SentRow>, known = NAMED): unknown[] {
  const { state, reason, agency, agreement } = presentSent(row(change), known);
  return [state, reason, agency, agreement];
}

describe('what a sender reads of its delivery', () => {
  it.each<[string, Partial<SentRow>, unknown[]]>([
    ['waits until it is opened', {}, ['waiting', null, 'REACH', 'D1']],
    ['was opened', { state: 'opened' }, ['opened', null, 'REACH', 'D1']],
    ['was replaced, whatever for', { state: 'replaced', reason: 'replaced' }, ['replaced', null, 'REACH', 'D1']],
    [
      'was refused, and why',
      { state: 'refused', reason: 'needs-consent' },
      ['refused', 'needs-consent', 'REACH', 'D1'],
    ],
    ['was destroyed unopened', { state: 'destroyed', reason: 'refused' }, ['refused', 'refused', 'REACH', 'D1']],
    [
      'was called back, by the reason of that and not of its end',
      { state: 'destroyed', reason: 'needs-consent', recall: 'withdrawn' },
      ['recalled', 'withdrawn', 'REACH', 'D1'],
    ],
  ])('%s', (_what, change, said) => expect(shown(change)).toEqual(said));

  it('does not tell a person who is not linked from one behind a shield', () => {
    const unlinked = shown({ state: 'refused', reason: 'not-linked' });
    expect(unlinked).toEqual(['not-delivered', null, 'REACH', 'D1']);
    // Where she lives: her own no and a shield are one word.
    for (const reason of ['location-shielded', 'refused', 'withheld'])
      expect(shown({ category: 'PROPERTY', state: 'refused', reason })).toEqual(unlinked);
  });

  it('names nobody whom it may not know of, with neither reason nor agreement', () => {
    for (const change of [{}, { state: 'opened' }, { state: 'destroyed', recall: 'withdrawn' }] as const)
      expect(shown(change, STRANGER).slice(1)).toEqual([null, 'others', null]);
  });

  it('says when, where it was opened or has ended', () => {
    const moments = { openedAt: new Date('2026-11-22T14:03:02Z'), endedAt: new Date('2026-11-22T15:00:00Z') };
    expect(presentSent(row(moments), NAMED)).toMatchObject({
      ...{
        sentAt: '2026-11-22T14:00:00.000Z',
        openedAt: '2026-11-22T14:03:02.000Z',
        endedAt: '2026-11-22T15:00:00.000Z',
      },
    });
    expect(presentSent(row(), NAMED)).toMatchObject({ openedAt: null, endedAt: null });
  });
});

describe('the right to know what became of one’s own record', () => {
  const facts = (requester: object | null): Facts =>
    ({ now: 'now', bundle: 'b', epochs: { place: '1', practitioner: '1', resident: '1' }, requester }) as Facts;
  const good = { status: 'active', agencyStatus: 'active' };

  it('needs no agreement, carries what the fence compares, and obliges to nothing', () => {
    expect(decideOwnRecord(facts(good))).toMatchObject({
      ...{ outcome: 'permit', reason: 'permitted', rule: 'own-record', agreement: null, basis: null, notAfter: null },
      ...{ epochs: { place: '1', practitioner: '1', resident: '1' }, decidedAt: 'now', bundle: 'b' },
    });
  });

  it.each<[object | null, string]>([
    [null, 'requester-unknown'],
    [{ ...good, status: 'suspended' }, 'requester-suspended'],
    [{ ...good, agencyStatus: 'suspended' }, 'agency-suspended'],
    [{ status: 'left', agencyStatus: 'suspended' }, 'requester-suspended'],
  ])('is nobody’s who is not in good standing: %j', (requester, reason) =>
    expect(decideOwnRecord(facts(requester))).toMatchObject({ outcome: 'deny', reason }),
  );
});
