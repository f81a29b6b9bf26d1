import { describe, expect, it } from '@jest/globals';
import { BarredTopics } from './shipping/barred-topics.js';
import { OffsetLedger } from './sources/offset-ledger.js';

describe('BarredTopics', () => {
  it('bars a topic for longer each time and forgets it once it takes messages', () => {
    let now = 0;
    const barred = new BarredTopics(() => now);
    const first = barred.bar('t');
    expect(barred.current()).toEqual(['t']);
    now += first.delayMs + 1;
    expect(barred.current()).toEqual([]);
    expect(barred.bar('t').attempt).toBe(2);
    expect([barred.clear('t'), barred.clear('t')]).toEqual([true, false]);
  });
});

describe('OffsetLedger', () => {
  it('commits the next offset of what is settled, once, and keeps what failed', async () => {
    const committed: unknown[] = [];
    const ledger = new OffsetLedger();
    ledger.settle('t', 0, 4n);
    ledger.settle('t', 0, 3n);
    ledger.settle('t', 1, 0n);
    await ledger.commit(() => Promise.reject(new Error('rebalancing')));
    ledger.keepOnly({ t: [0] });
    await ledger.commit((offsets) => Promise.resolve(void committed.push(...offsets)));
    await ledger.commit((offsets) => Promise.resolve(void committed.push(...offsets)));
    expect(committed).toEqual([{ topic: 't', partition: 0, offset: '5' }]);
  });
});
