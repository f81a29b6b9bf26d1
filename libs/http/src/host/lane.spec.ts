import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Lane, type LaneLimits } from './lane.js';

class Answer extends EventEmitter {
  closed = false;
  close(): void {
    this.closed = true;
    this.emit('close');
  }
}

const LIMITS: LaneLimits = { slots: 3, perClient: 2, waiting: 4, waitMs: 60_000 };
const told = (admitted: Promise<void>): Promise<string> =>
  admitted.then(
    () => 'in',
    () => 'refused',
  );
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A lane that forgets a caller who has gone: their slot is never given back. */
class LeakyLane extends Lane {
  override async admit(client: string): Promise<void> {
    await super.admit(client, new Answer());
  }
}

describe('a lane', () => {
  it('lets no client hold every slot, and the one who holds least go next', async () => {
    const lane = new Lane(LIMITS);
    const answers = Array.from({ length: 6 }, () => new Answer());
    const order: string[] = [];
    ['a', 'a', 'a', 'b', 'b'].forEach(
      (client, index) => void lane.admit(client, answers[index]!).then(() => order.push(`${client}${index}`)),
    );
    await turn();
    expect(order).toEqual(['a0', 'a1', 'b3']);
    answers[3]!.close();
    await turn();
    expect(order.at(-1)).toBe('b4');
    answers[0]!.close();
    await turn();
    expect(order.at(-1)).toBe('a2');
  });

  it('has a line with an end, half of it for one client, and refuses at once beyond', async () => {
    const lane = new Lane(LIMITS);
    const fates = Array.from({ length: 5 }, () => told(lane.admit('a', new Answer())));
    expect(await fates[4]).toBe('refused');
    expect(lane.load).toEqual({ running: 2, waiting: 2 });
    expect(await told(lane.admit('b', new Answer()))).toBe('in');
  });

  it('gives up who waits too long, and who has gone', async () => {
    const lane = new Lane({ ...LIMITS, waitMs: 5 });
    const first = new Answer();
    await Promise.all([lane.admit('a', first), lane.admit('a', new Answer())]);
    expect(await told(lane.admit('a', new Answer()))).toBe('refused');
    const gone = new Answer();
    const waiting = told(lane.admit('a', gone));
    gone.close();
    expect(await waiting).toBe('refused');
    expect(lane.load.waiting).toBe(0);
    expect(await told(lane.admit('a', gone))).toBe('refused');
  });

  /** Whatever comes and goes, everything is given back. */
  async function leftOver(lane: Lane, steps: readonly (readonly [client: string, goes: number])[]): Promise<object> {
    const answers: Answer[] = [];
    for (const [client, goes] of steps) {
      const answer = new Answer();
      answers.push(answer);
      lane.admit(client, answer).catch(() => undefined);
      answers[goes % answers.length]!.close();
      await turn();
    }
    for (const answer of answers) answer.close();
    await turn();
    return lane.load;
  }
  const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(50)), { maxLength: 40 });

  it('is empty when all have gone, in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        expect(await leftOver(new Lane(LIMITS), taken)).toEqual({ running: 0, waiting: 0 });
      }),
      { numRuns: 60 },
    );
  });

  it('is caught when it leaks', async () => {
    const left = await leftOver(
      new LeakyLane(LIMITS),
      Array.from({ length: 5 }, (_, index) => ['a', index] as const),
    );
    expect(left).not.toEqual({ running: 0, waiting: 0 });
  });
});
