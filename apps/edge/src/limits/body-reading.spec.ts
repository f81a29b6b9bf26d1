import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BodyReading, type ReadingLimits } from './body-reading.js';

class Answer extends EventEmitter {
  readonly closed = false;
}
const LIMITS: ReadingLimits = { bodies: 3, bytes: 1_000, graceMs: 60_000, bytesPerSecond: 1 };
const MOST = 600;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One body on its way in. */
class Sending {
  readonly body = new PassThrough();
  readonly answer = new Answer();
  fate = 'reading';

  constructor(reading: BodyReading, client: string) {
    reading.read(client, this.body, this.answer, MOST).then(
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
    const sending = await (await new Sending(reading, 'a').send(500)).end();
    expect([sending.fate, reading.load]).toEqual(['500 bytes', { bodies: 0, bytes: 500 }]);
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
    await large!.send(550);
    await small!.send(100);
    await other!.send(400);
    expect([large, small, other].map((one) => one!.fate)).toEqual(['NoRoom', 'reading', 'reading']);
    expect(reading.load.bytes).toBe(500);
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
      bytes: fc.nat(700),
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
