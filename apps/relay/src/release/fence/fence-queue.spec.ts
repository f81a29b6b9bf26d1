import { setTimeout as after } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { UnavailableError } from '#libs/http';
import { lookItem, openingItem } from '../../testing/fence-items.js';
import type { AwaitLocks } from './await-locks.js';
import type { CallFence, FenceResult } from './call-fence.js';
import type { FenceItem } from './fence-item.js';
import { FenceQueue } from './fence-queue.js';

type Answer = (items: readonly FenceItem[]) => Promise<FenceResult[]> | FenceResult[];

const resultOf = ({ id }: FenceItem, result: FenceResult['result'] = 'recorded'): FenceResult => ({
  ...{ id, result, at: '2026-03-01T12:00:00Z', fencedAt: 0 },
  level: result === 'contested' ? 3 : null,
});
const recorded: Answer = (items) => items.map((item) => resultOf(item));

/** A fence that answers as told, a turn later, and what it was called with. */
function queueOn(answer: Answer, free: () => Promise<void> = () => Promise.resolve()) {
  const calls: (readonly FenceItem[])[] = [];
  const call = async (items: readonly FenceItem[]): Promise<FenceResult[]> => {
    calls.push(items);
    await after(2);
    return answer(items);
  };
  const queue = new FenceQueue({ call } as CallFence, { free } as unknown as AwaitLocks);
  return { queue, calls };
}

const refusedBy = (code: string): Error => Object.assign(new Error('refused'), { code });

describe('the fence’s queue', () => {
  it('carries many callers in few calls, and answers each for its own, in its order', async () => {
    const { queue, calls } = queueOn(recorded);
    const callers = Array.from({ length: 30 }, () => [lookItem(), lookItem()]);
    const settled = await Promise.all(callers.map((items) => queue.submit(items)));
    expect(settled.map((own) => own.map(({ id }) => id))).toEqual(callers.map((own) => own.map(({ id }) => id)));
    expect(calls.length).toBeLessThan(callers.length / 2);
    expect(calls.flat()).toHaveLength(2 * callers.length);
  });

  it('halves a call that fails for certain until the item at fault is alone', async () => {
    const bad = lookItem();
    const { queue } = queueOn((items) => {
      if (items.includes(bad)) throw refusedBy('22023');
      return recorded(items) as FenceResult[];
    });
    const strangers = Array.from({ length: 9 }, () => queue.submit([lookItem()]));
    const own = queue.submit([bad]);
    await expect(own).rejects.toMatchObject({ code: '22023' });
    expect((await Promise.all(strangers)).flat().map(({ result }) => result)).toEqual(Array(9).fill('recorded'));
  });

  it('tries nothing again whose outcome is not known', async () => {
    const { queue, calls } = queueOn(() => {
      throw new Error('Connection terminated unexpectedly');
    });
    const items = Array.from({ length: 6 }, () => lookItem());
    const settled = await Promise.allSettled(items.map((item) => queue.submit([item])));
    expect(settled.every(({ status }) => status === 'rejected')).toBe(true);
    const called = calls.flat().map(({ id }) => id);
    expect(new Set(called).size).toBe(called.length);
  });

  it('waits for a contested lock beside everybody else, and tries again', async () => {
    const own = lookItem();
    let [release, tries] = [(): void => undefined, 0];
    const held = new Promise<void>((resolve) => (release = resolve));
    const { queue } = queueOn(
      (items) => items.map((item) => resultOf(item, item === own && tries++ === 0 ? 'contested' : 'recorded')),
      () => held,
    );
    const waits = queue.submit([own]);
    for (let stranger = 0; stranger < 5; stranger += 1) await queue.submit([lookItem()]);
    release();
    expect(await waits).toMatchObject([{ id: own.id, result: 'recorded' }]);
    expect(tries).toBe(2);
  });

  it('is busy for whom a lock is not to be had within a second', async () => {
    const { queue } = queueOn(
      (items) => items.map((item) => resultOf(item, 'contested')),
      () => after(50),
    );
    expect(await queue.submit([lookItem()])).toMatchObject([{ result: 'busy' }]);
  });

  it.each(['55P03', '25P04'])('is busy where the database’s own bound ended the call (%s)', async (code) => {
    const { queue, calls } = queueOn(() => {
      throw refusedBy(code);
    });
    expect(await queue.submit([lookItem(), lookItem()])).toMatchObject([{ result: 'busy' }, { result: 'busy' }]);
    expect(calls).toHaveLength(1);
  });

  it('has looks go again without the opening whose row was not to be had', async () => {
    const opening = openingItem('d-1');
    const { queue } = queueOn((items) => {
      if (items.includes(opening)) throw refusedBy('55P03');
      return recorded(items) as FenceResult[];
    });
    const [before, ...looks] = [lookItem(), lookItem(), lookItem(), lookItem()].map((item) => queue.submit([item]));
    const own = queue.submit([opening]);
    expect(await own).toMatchObject([{ result: 'busy' }]);
    expect((await Promise.all([before!, ...looks])).flat().map(({ result }) => result)).toEqual(
      Array(4).fill('recorded'),
    );
  });

  it('records nothing for whoever has left', async () => {
    const { queue, calls } = queueOn(recorded);
    await expect(queue.submit([lookItem()], { isWanted: () => false })).rejects.toThrow(UnavailableError);
    expect(calls).toEqual([]);
  });

  it('turns away what could not be answered within its second, but no refusal', async () => {
    const { queue, calls } = queueOn(async (items) => {
      await after(200);
      return recorded(items);
    });
    await queue.submit([lookItem()]);
    const burst = await Promise.allSettled(Array.from({ length: 150 }, () => queue.submit([lookItem()])));
    const turnedAway = burst.filter((one) => one.status === 'rejected' && one.reason instanceof UnavailableError);
    expect(turnedAway.length).toBeGreaterThan(0);
    expect(await queue.submit([lookItem({ outcome: 'deny', reason: 'busy' })], { refusals: true })).toMatchObject([
      { result: 'recorded' },
    ]);
    expect(calls.flat().length).toBeLessThanOrEqual(152 - turnedAway.length);
  });

  it('names what was recorded of a submission that failed: nothing of it was sent', async () => {
    const [good, bad] = [lookItem(), lookItem()];
    const unanswered: string[] = [];
    const { queue } = queueOn((items) => {
      if (items.includes(bad)) throw refusedBy('22023');
      return recorded(items) as FenceResult[];
    });
    const onUnanswered = (ids: readonly string[]): void => void unanswered.push(...ids);
    await expect(queue.submit([good, bad], { onUnanswered })).rejects.toMatchObject({ code: '22023' });
    expect(unanswered).toEqual([good.id]);
  });
});
