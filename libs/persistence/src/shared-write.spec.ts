import { performance } from 'node:perf_hooks';
import { describe, expect, it } from '@jest/globals';
import { FailsTogether, SendsAgain } from './faults/careless-writes.js';
import { SharedWrite } from './shared-write.js';

const REFUSED = Object.assign(new Error('refused'), { code: '22023' });
const LOST = new Error('lost');
const LATE = new Error('no turn');

/** Writes that end when they are told to, and what they were called with; they fail where they hold what is refused, or was lost. */
function held(Kind: typeof SharedWrite = SharedWrite) {
  const calls: string[][] = [];
  const ends: (() => void)[] = [];
  const write = async (lists: readonly (readonly string[])[]): Promise<string[]> => {
    calls.push(lists.flat());
    if (ends.length < 2) await new Promise<void>((resolve) => ends.push(resolve));
    if (lists.flat().includes('refused')) throw REFUSED;
    if (lists.flat().includes('lost')) throw LOST;
    return lists.map((list) => list.join(' '));
  };
  const shared = new Kind({ most: 100, write, patience: { ms: 1_000, error: () => LATE } });
  return { shared, calls, endAll: () => ends.forEach((end) => end()) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const many = (count: number): string[] => Array.from({ length: count }, (_, at) => String(at));

/** Two are under way, each by itself, while the lists come; what was called with after them, and what became of the lists. */
async function behindTwo(lists: readonly (readonly string[])[], Kind?: typeof SharedWrite, meanwhile?: () => unknown) {
  const { shared, calls, endAll } = held(Kind);
  const before: Promise<string>[] = [];
  for (const one of ['a', 'b']) {
    before.push(shared.of([one]));
    await turn();
  }
  const answers = Promise.allSettled(lists.map((list) => shared.of(list)));
  await turn();
  meanwhile?.();
  endAll();
  expect(await Promise.all(before)).toEqual(['a', 'b']);
  const told = (await answers).map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message));
  return { told, calls: calls.slice(2) };
}

describe('a shared write', () => {
  it('is of all that come in one turn', async () => {
    const { shared, calls, endAll } = held();
    const answers = Promise.all([['a'], ['b', 'c']].map((list) => shared.of(list)));
    await turn();
    endAll();
    expect(await answers).toEqual(['a', 'b c']);
    expect(calls).toEqual([['a', 'b', 'c']]);
  });

  it('is of all that came while two were under way, and each is answered with its own', async () => {
    const { told, calls } = await behindTwo([['c'], ['d', 'e'], ['f']]);
    expect(told).toEqual(['c', 'd e', 'f']);
    expect(calls).toEqual([['c', 'd', 'e', 'f']]);
  });

  it('never parts what came together, and holds no more than it may but for a longer list by itself', async () => {
    const { calls } = await behindTwo([60, 39, 2, 120, 1].map(many));
    expect(calls.map(({ length }) => length)).toEqual([99, 2, 120, 1]);
  });

  it('goes on without one that is refused, who alone hears of it', async () => {
    const lists = [['c'], ['refused'], ['d', 'e'], ['f']];
    const expected = ['c', 'refused', 'd e', 'f'];
    expect((await behindTwo(lists)).told).toEqual(expected);
    expect((await behindTwo(lists, FailsTogether)).told).not.toEqual(expected);
  });

  it('is not sent again where it is not known: all in it hear so', async () => {
    const lists = [['c'], ['lost'], ['d']];
    const expected = { told: ['lost', 'lost', 'lost'], calls: [['c', 'lost', 'd']] };
    expect(await behindTwo(lists)).toEqual(expected);
    expect(await behindTwo(lists, SendsAgain)).not.toEqual(expected);
  });

  it('turns away whoever got no turn in time, and writes nothing of theirs', async () => {
    const now = performance.now.bind(performance);
    try {
      const late = await behindTwo([['c'], ['d']], SharedWrite, () => (performance.now = () => now() + 1_001));
      expect(late).toEqual({ told: ['no turn', 'no turn'], calls: [] });
    } finally {
      performance.now = now;
    }
  });
});
