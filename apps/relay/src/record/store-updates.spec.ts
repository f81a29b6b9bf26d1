import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { OutcomeUnknown } from '#libs/persistence';
import type { HotDatabase } from '../keys/hot-database.js';
import { FailsTogether, SendsAgain } from './faults/careless-stores.js';
import { type SealedUpdate, StoreUpdates } from './store-updates.js';

const update = (sourceId: string = randomUUID()): SealedUpdate => ({
  ...{ id: randomUUID(), residentId: randomUUID(), sourceAgency: 'NM-ASC', sourceId, sourceVersion: 1 },
  ...{ category: 'MEDS', sealedBody: 'AA==', bodyHash: '00', keyController: 'NM-ASC' },
});
const updates = (count: number): SealedUpdate[] => Array.from({ length: count }, () => update());

/** Stores nothing: says what it was called with, and fails where it holds one that is refused, or after it was lost. */
function watched(Kind: typeof StoreUpdates = StoreUpdates) {
  const calls: string[][] = [];
  const query = ({ values: [text] }: { values: [string] }): Promise<unknown> => {
    const items = JSON.parse(text) as (SealedUpdate & { ordinal: number })[];
    calls.push(items.map(({ id }) => id));
    if (items.some(({ sourceId }) => sourceId === 'refused'))
      return Promise.reject(Object.assign(new Error('refused'), { code: '22023' }));
    if (items.some(({ sourceId }) => sourceId === 'lost')) return Promise.reject(new Error('Connection terminated'));
    // In an order of its own, as the database answers.
    const results = items.map(({ id, ordinal }) => ({ id, ordinal, status: 'accepted' })).toReversed();
    return new Promise((resolve) => setImmediate(() => resolve({ rows: [{ results }] })));
  };
  return { calls, store: new Kind({ pool: { query } } as unknown as HotDatabase) };
}

const idsOf = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id);

describe('updates that come at the same time', () => {
  it('share a call, and each is answered with its own, in its order', async () => {
    const { store, calls } = watched();
    const sent = [1, 1, 3, 1, 2].map(updates);
    const answers = await Promise.all(sent.map((own) => store.store(own)));
    expect(answers.map(idsOf)).toEqual(sent.map(idsOf));
    expect(calls.map((call) => call.length)).toEqual([1, 1, 6]);
  });

  it('are never parted where they came together, and no call holds more than one sender may send', async () => {
    const { store, calls } = watched();
    const sent = [1, 1, 60, 39, 2, 100, 1].map(updates);
    await Promise.all(sent.map((own) => store.store(own)));
    expect(calls.map((call) => call.length)).toEqual([1, 1, 99, 2, 100, 1]);
  });

  /** What became of each of some that shared a call, one of whom was this one. */
  async function beside(sourceId: string, Kind?: typeof StoreUpdates): Promise<{ told: unknown[]; calls: number }> {
    const { store, calls } = watched(Kind);
    const before = [updates(1), updates(1)].map((own) => store.store(own));
    const together = [updates(1), [update(sourceId)], updates(2), updates(1)].map((own) => store.store(own));
    const [ended] = await Promise.all([Promise.allSettled(together), ...before]);
    const told = ended.map((one) =>
      one.status === 'fulfilled' ? one.value.length : one.reason instanceof OutcomeUnknown ? 'unknown' : 'refused',
    );
    return { told, calls: calls.filter((call) => call.length > 0).length };
  }

  it('are stored beside one that is refused, who alone hears of it', async () => {
    expect((await beside('refused')).told).toEqual([1, 'refused', 2, 1]);
    expect((await beside('refused', FailsTogether)).told).not.toEqual([1, 'refused', 2, 1]);
  });

  it('are not sent again where the answer was lost: all hear that it is not known', async () => {
    const lost = { told: Array(4).fill('unknown'), calls: 3 };
    expect(await beside('lost')).toEqual(lost);
    expect(await beside('lost', SendsAgain)).not.toEqual(lost);
  });
});
