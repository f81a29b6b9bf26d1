import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { OutcomeUnknown } from '#libs/persistence';
import type { HotDatabase } from '../keys/hot-database.js';
import { type SealedUpdate, StoreUpdates } from './store-updates.js';

const update = (sourceId: string = randomUUID()): SealedUpdate => ({
  ...{ id: randomUUID(), residentId: randomUUID(), sourceAgency: 'NM-ASC', sourceId, sourceVersion: 1 },
  ...{ category: 'MEDS', sealedBody: 'AA==', bodyHash: '00', keyController: 'NM-ASC' },
});
const updates = (count: number): SealedUpdate[] => Array.from({ length: count }, () => update());

/** Stores nothing: says what it was called with, and fails where it holds one that is refused, or after it was lost. */
function watched() {
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
  return { calls, store: new StoreUpdates({ pool: { query } } as unknown as HotDatabase) };
}

const idsOf = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id);

describe('updates that come at the same time', () => {
  it('share a call, and each is answered with its own, in its order', async () => {
    const { store, calls } = watched();
    const sent = [1, 1, 3, 1, 2].map(updates);
    const answers = await Promise.all(sent.map((own) => store.store(own)));
    expect(answers.map(idsOf)).toEqual(sent.map(idsOf));
    expect(calls.map((call) => call.length)).toEqual([8]);
  });

  it('are all told that it is not known where the answer was lost, and are not sent again', async () => {
    const { store, calls } = watched();
    const together = [updates(1), [update('lost')], updates(2)].map((own) => store.store(own));
    const told = (await Promise.allSettled(together)).map((one) => (one as PromiseRejectedResult).reason as unknown);
    expect(told).toEqual(Array(3).fill(expect.any(OutcomeUnknown)));
    expect(calls).toHaveLength(1);
  });

  it('are stored beside one that is refused, who alone hears of it', async () => {
    const { store } = watched();
    const together = [updates(1), [update('refused')], updates(2)].map((own) => store.store(own));
    expect((await Promise.allSettled(together)).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });
});
