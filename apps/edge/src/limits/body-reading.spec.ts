import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BodyReading, type ReadingLimits } from './body-reading.js';

class Answer extends EventEmitter {
  readonly closed = false;
}
/** What a piece counts as at least. */
const PIECE = 512;
const LIMITS: ReadingLimits = { bodies: 3, bytes: 10_000, graceMs: 60_000, bytesPerSecond: 1 };
const MOST = 6_000;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One body on its way in. */
class Sending {
  readonly body = new PassThrough();
  readonly answer = new Answer();
  fate = 'reading';

  constructor(reading: BodyReading, client: string, limit = MOST) {
    reading.read(client, this.body, this.answer, limit).then(
      (whole) => (this.fate = `${whole.length} bytes`),
      (error: Error) => (this.fate = error.constructor.name),
    );
  }

  async send(bytes: number): Promise<this> {
    this.body.write(Buffer.alloc(bytes));
    await turn();
    return this;
  }

  async end(): Promise<this> {
    this.body.end();
    await turn();
    return this;
  }
}

describe('bodies that are read before anything else is taken', () => {
  it('are whole, and count until their answer has gone', async () => {
    const reading = new BodyReading(LIMITS);
    const sending = await (await new Sending(reading, 'a').send(5_000)).end();
    expect([sending.fate, reading.load]).toEqual(['5000 bytes', { bodies: 0, bytes: 5_000 }]);
    sending.answer.emit('close');
    expect(reading.load).toEqual({ bodies: 0, bytes: 0 });
  });

  it('are refused when too large, without keeping them', async () => {
    const reading = new BodyReading(LIMITS);
    const sending = await new Sending(reading, 'a').send(MOST + 1);
    expect([sending.fate, reading.load]).toEqual(['BodyTooLarge', { bodies: 0, bytes: 0 }]);
    expect((await sending.send(5_000)).fate).toBe('BodyTooLarge');
  });

  it('give way to a newcomer: the oldest, of the client that is reading most', async () => {
    const reading = new BodyReading(LIMITS);
    const [lonely, first, second, third] = ['b', 'a', 'a', 'a'].map((client) => new Sending(reading, client));
    await turn();
    expect([lonely, first, second, third].map((one) => one!.fate)).toEqual(['reading', 'NoRoom', 'reading', 'reading']);
    expect((await lonely!.end()).fate).toBe('0 bytes');
  });

  it('give way for bytes: the largest, of the client that is reading most', async () => {
    const reading = new BodyReading(LIMITS);
    const [large, small, other] = ['a', 'a', 'b'].map((client) => new Sending(reading, client));
    await large!.send(5_500);
    await small!.send(1_000);
    await other!.send(4_000);
    expect([large, small, other].map((one) => one!.fate)).toEqual(['NoRoom', 'reading', 'reading']);
    expect(reading.load.bytes).toBe(5_000);
  });

  it('count as what they take while they come in crumbs, and as what they are once they are whole', async () => {
    const reading = new BodyReading(LIMITS);
    const [crumbs, other] = ['a', 'b'].map((client) => new Sending(reading, client));
    for (let piece = 0; piece < 10; piece += 1) await crumbs!.send(1);
    expect(reading.load.bytes).toBe(10 * PIECE);
    await other!.send(6_000);
    expect([crumbs, other].map((one) => one!.fate)).toEqual(['reading', 'NoRoom']);
    await crumbs!.end();
    expect([crumbs!.fate, reading.load.bytes]).toEqual(['10 bytes', 10]);
  });

  it('are refused in more than a thousand crumbs, and taken in as many pieces', async () => {
    const reading = new BodyReading({ ...LIMITS, bytes: 1_000_000 });
    const sent = async (pieces: number, bytes: number): Promise<string> => {
      const sending = new Sending(reading, 'a', 1_000_000);
      for (let piece = 0; piece < pieces; piece += 1) sending.body.write('x'.repeat(bytes));
      await turn();
      return (await sending.end()).fate;
    };
    expect(await sent(1_000, 1)).toBe('1000 bytes');
    expect(await sent(1_001, 1)).toBe('BodyInCrumbs');
    expect(await sent(1_001, 63)).toBe('BodyInCrumbs');
    expect(await sent(1_001, 64)).toBe(`${1_001 * 64} bytes`);
  });

  it('end with a caller who has gone, and with a stream that breaks', async () => {
    const reading = new BodyReading(LIMITS);
    const [gone, broken] = [new Sending(reading, 'a'), new Sending(reading, 'b')];
    await gone.send(10);
    gone.answer.emit('close');
    broken.body.destroy(new Error('aborted'));
    await turn();
    expect([gone.fate, broken.fate, reading.load]).toEqual(['CallerGone', 'CallerGone', { bodies: 0, bytes: 0 }]);
  });

  it('leave nothing behind and never hold more than there is room for, whatever comes', async () => {
    const step = fc.record({
      client: fc.constantFrom('a', 'b'),
      bytes: fc.nat(7_000),
      then: fc.constantFrom('end', 'break', 'close', 'go on'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const reading = new BodyReading(LIMITS);
        const all: Sending[] = [];
        for (const { client, bytes, then } of steps) {
          const sending = await new Sending(reading, client).send(bytes);
          all.push(sending);
          if (then === 'end') await sending.end();
          if (then === 'break') sending.body.destroy(new Error('aborted'));
          if (then === 'close') sending.answer.emit('close');
          await turn();
          expect(reading.load.bytes).toBeLessThanOrEqual(LIMITS.bytes);
          expect(reading.load.bodies).toBeLessThanOrEqual(LIMITS.bodies);
        }
        for (const { answer } of all) answer.emit('close');
        expect(reading.load).toEqual({ bodies: 0, bytes: 0 });
      }),
      { numRuns: 60 },
    );
  });
});
