import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import { presentSent, type SentDelivery } from './present-sent.js';

const t = new Texts(['en']).in('en');
const delivery = (change: Partial<SentDelivery>): SentDelivery => ({
  ...{ id: 'd1', recordId: 'r1', basis: 'DIRECT_CARE' },
  category: 'MEDS',
  purpose: 'COC',
  agency: 'REACH',
  state: 'opened',
  reason: null,
  agreement: 'D1',
  sentAt: '2026-11-22T14:00:00Z',
  openedAt: '2026-11-22T14:03:02Z',
  endedAt: null,
  ...change,
});
interface Row {
  readonly line: string;
  readonly tag: { readonly text: string };
  readonly note?: string;
}
const show = (items: readonly SentDelivery[], next: string | null = null): { rows: Row[]; next?: { href: string } } =>
  presentSent(t, {
    list: { items: [...items], next },
    agencies: (code) => code,
    language: 'en',
    path: '/p',
    at: '2026-11-22T15:00:00Z',
  }) as {
    rows: Row[];
    next?: { href: string };
  };

describe('what the other side opened', () => {
  it('is one line with whom, what and when', () => {
    expect(show([delivery({})]).rows[0]).toMatchObject({
      line: 'REACH opened Medicines at 22 November 2026 at 14:03',
      tag: { text: 'Opened' },
    });
  });

  it.each([
    ['waiting', 'REACH has not opened Medicines yet', 'Waiting'],
    ['refused', 'REACH was not given Medicines', 'Not given'],
    ['not-delivered', 'Medicines was not delivered to REACH', 'Not delivered'],
    ['replaced', 'Medicines for REACH was replaced by something newer', 'Replaced'],
  ] as const)('says in words that something is %s', (state, line, tag) => {
    expect(show([delivery({ state, openedAt: null })]).rows[0]).toMatchObject({ line, tag: { text: tag } });
  });

  it('names nobody whom one may not know of', () => {
    expect(show([delivery({ agency: 'others' })]).rows[0]).toMatchObject({
      line: 'Another organisation opened Medicines at 22 November 2026 at 14:03',
    });
  });

  it('says why it was taken back, and still that it had been opened', () => {
    const [row] = show([delivery({ state: 'recalled', reason: 'withdrawn' })]).rows;
    expect(row).toMatchObject({ tag: { text: 'Taken back' }, note: 'The person stopped this' });
    expect(row!.line).toContain('REACH opened Medicines');
  });

  it('leads to older ones where there are any', () => {
    expect(show([]).next).toBeUndefined();
    expect(show([], 'a b').next).toMatchObject({ href: '/p/sent?after=a+b' });
  });
});
