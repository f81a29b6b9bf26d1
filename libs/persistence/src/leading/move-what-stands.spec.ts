import { describe, expect, it } from '@jest/globals';
import type { LogLines } from '#libs/contracts';
import { TellsTheEnd } from './faults/tells-the-end.js';
import { type Moved, type MoveOptions, MoveWhatStands } from './move-what-stands.js';

const WHAT = 'things';
type Move = new (options: MoveOptions) => MoveWhatStands;

/** What is said while these batches are moved; an error is a batch that fails. */
async function said(batches: (Moved | Error)[], sayEveryMs: number, Kind: Move = MoveWhatStands): Promise<unknown[]> {
  const lines: unknown[] = [];
  const say = (fields: object, message: string): void => void lines.push([message, fields]);
  const log: Pick<LogLines, 'info' | 'warn'> = { info: say, warn: say };
  let remaining = 10;
  const move = new Kind({
    ...{ what: WHAT, log, sayEveryMs, remaining: () => Promise.resolve(remaining) },
    async batch() {
      const next = batches.shift()!;
      if (next instanceof Error) throw next;
      remaining -= next.moved;
      return next;
    },
  });
  move.start();
  await move.finished();
  return lines;
}

const batches = (): Moved[] => [
  { moved: 4, left: 'more' },
  { moved: 3, left: 'more' },
  { moved: 3, left: 'done' },
];
const END = [`${WHAT}: all moved`, { moved: 10, left: 0 }];

describe('a move says', () => {
  it('how many were moved and how many are left, and its end', async () => {
    expect(await said(batches(), 0)).toEqual([
      [`${WHAT}: being moved`, { moved: 4, left: 6 }],
      [`${WHAT}: being moved`, { moved: 7, left: 3 }],
      END,
    ]);
    expect(await said(batches(), 0, TellsTheEnd)).toEqual([END]);
  });

  it('so when it begins, and not with each batch', async () => {
    expect(await said(batches(), 60_000)).toEqual([[`${WHAT}: being moved`, { moved: 4, left: 6 }], END]);
  });

  it('what failed, with how far it is, and goes on', async () => {
    const err = new Error('away');
    const lines = await said([{ moved: 1, left: 'more' }, err, { moved: 9, left: 'done' }], 60_000);
    expect(lines).toMatchObject([
      [`${WHAT}: being moved`, { left: 9 }],
      [expect.stringContaining('tried again'), { err, moved: 1 }],
      END,
    ]);
  });

  it('nothing where nothing stands', async () => {
    expect(await said([{ moved: 0, left: 'done' }], 0)).toEqual([]);
  });
});
