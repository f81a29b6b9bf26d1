import { describe, expect, it } from '@jest/globals';
import { lookItem, offerItem, openingItem } from '../../testing/fence-items.js';
import type { FenceItem } from './fence-item.js';
import { Submission } from './submission.js';
import { type Queued, WaitingItems } from './waiting-items.js';

function waiting(...submissions: readonly (readonly FenceItem[])[]): WaitingItems {
  const all = new WaitingItems();
  for (const items of submissions) all.add(queuedOf(items), false);
  return all;
}

function queuedOf(items: readonly FenceItem[]): Queued[] {
  const of = new Submission(items, {});
  return items.map((item) => ({ item, of, until: Infinity }));
}

const idsOf = (queued: readonly Queued[]): string[] => queued.map(({ item }) => item.id);
const looks = (count: number): FenceItem[] => Array.from({ length: count }, () => lookItem());

describe('who waits for the fence', () => {
  it('goes in the order of coming, as many as a call takes', () => {
    const [first, second] = [looks(2), looks(2)];
    const all = waiting(first, second);
    expect(idsOf(all.take(3))).toEqual([...first, second[0]!].map(({ id }) => id));
    expect(idsOf(all.take(3))).toEqual([second[1]!.id]);
    expect(all.size).toBe(0);
  });

  it('lets looks go before bulk, and leaves bulk a fifth of each call', () => {
    const [bulk, look] = [looks(40), looks(10)];
    const all = waiting(bulk, look, looks(12), looks(12));
    const call = all.take(20);
    expect(idsOf(call).slice(0, 10)).toEqual(look.map(({ id }) => id));
    expect(call.filter(({ item }) => bulk.includes(item))).toHaveLength(4);
    expect(call).toHaveLength(20);
  });

  it('fills a call with bulk where no look waits, and with looks where no bulk does', () => {
    expect(waiting(looks(40)).take(20)).toHaveLength(20);
    expect(waiting(looks(12), looks(12)).take(20)).toHaveLength(20);
  });

  it('takes whoever comes back before the others', () => {
    const all = waiting(looks(3));
    const back = lookItem();
    all.add(queuedOf([back]), true);
    expect(idsOf(all.take(2))[0]).toBe(back.id);
  });

  it.each([
    ['two openings of one delivery', (): FenceItem[] => [openingItem('d-1'), openingItem('d-1')]],
    [
      'two offers of one record to one agency for one purpose',
      (): FenceItem[] => [
        offerItem('s', { delivery: { id: 'd-1', recordId: 'r', stream: 's' } }),
        offerItem('s', { delivery: { id: 'd-2', recordId: 'r', stream: 's' } }),
      ],
    ],
  ])('never puts %s into one call', (_what, make) => {
    const items = make();
    const all = waiting(items);
    const first = all.take(10);
    all.ended(first);
    expect([idsOf(first), idsOf(all.take(10))]).toEqual([[items[0]!.id], [items[1]!.id]]);
  });

  it('puts a denied opening beside another of its delivery: it takes no effect', () => {
    expect(waiting([openingItem('d-1'), openingItem('d-1', { outcome: 'deny' })]).take(10)).toHaveLength(2);
  });

  it('takes the items of a stream in their order, in one call at a time', () => {
    const [one, two, three] = [offerItem('s'), offerItem('s'), offerItem('s')];
    const other = offerItem('t');
    const all = waiting([one, two], [three], [other]);
    const first = all.take(2);
    expect(idsOf(first)).toEqual([one.id, two.id]);
    expect(idsOf(all.take(2))).toEqual([other.id]);
    all.ended(first);
    expect(idsOf(all.take(2))).toEqual([three.id]);
  });

  it('lets nothing of a stream pass what waits before it', () => {
    const same = { id: 'd-2', recordId: 'r', stream: 's' };
    const [one, two] = [offerItem('s', { delivery: { ...same, id: 'd-1' } }), offerItem('s', { delivery: same })];
    const three = offerItem('s');
    expect(idsOf(waiting([one, two, three]).take(10))).toEqual([one.id]);
  });
});
