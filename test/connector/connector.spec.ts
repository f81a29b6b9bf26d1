import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ClientCredentials, Connector, FeedSource, MemorySequenceStore, RelayApi } from '#libs/connector';
import { PASSING_REFUSALS } from '#libs/contracts';
import { PassingAsStanding } from './faults/passing-as-standing.js';
import { RecordingHandler } from './recording-handler.js';
import { StandInRelay } from './stand-in-relay.js';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let relay: StandInRelay;
let running: Connector[] = [];

beforeEach(async () => {
  relay = await StandInRelay.start();
});
afterEach(async () => {
  await Promise.all(running.map((connector) => connector.stop()));
  running = [];
  await relay.stop();
});

function connect(handler: RecordingHandler, store = new MemorySequenceStore(), Api = RelayApi): Connector {
  const token = new ClientCredentials({ tokenUrl: `${relay.url}/token`, clientId: 'a', clientSecret: 's' });
  const api = new Api(relay.url, token);
  const source = new FeedSource({ api, store, log, pollMs: 10 });
  const connector = new Connector({ source, api, store, handler, log, recallPollMs: 10 });
  running.push(connector);
  connector.start();
  return connector;
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('it did not come to pass within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('Connector', () => {
  it('opens in batches of 200 at most, hands the plaintext over in the order of each stream, and opens nothing twice', async () => {
    for (let seq = 1; seq <= 250; seq += 1) await relay.offer('x', seq, { seq });
    const handler = new RecordingHandler();
    connect(handler);
    await until(() => handler.seen.length === 250);
    expect(relay.opened.map((ids) => ids.length)).toEqual([200, 50]);
    expect(handler.order).toEqual(Array.from({ length: 250 }, (_, at) => `x:${at + 1}`));
    expect(handler.seen[6]).toMatchObject({
      person: { localId: 'L-x' },
      basis: 'DIRECT_CARE',
      record: { body: { seq: 7 }, bodyText: '{"seq":7}' },
    });
  });

  it('hands over the digits that were sent', async () => {
    await relay.offer('x', 1, '{"dose":1.00,"id":9007199254740993}');
    const handler = new RecordingHandler();
    connect(handler);
    await until(() => handler.seen.length === 1);
    expect(handler.seen[0]!.record.bodyText).toBe('{"dose":1.00,"id":9007199254740993}');
  });

  it('after a crash between opening and handling, opens again', async () => {
    const offered = await relay.offer('x', 1, {});
    const store = new MemorySequenceStore();
    const crashing = new RecordingHandler();
    crashing.failOn = () => true;
    const first = connect(crashing, store);
    await until(() => relay.opened.length >= 1);
    await first.stop();
    const handler = new RecordingHandler();
    connect(handler, store);
    await until(() => handler.seen.length === 1);
    expect(relay.opened.length).toBeGreaterThanOrEqual(2);
    expect(relay.opened.every((ids) => ids.includes(offered.id))).toBe(true);
  });

  it('goes on after a restart where it stopped, and opens everything afresh in a replay from the beginning', async () => {
    const store = new MemorySequenceStore();
    const [before, after, replay] = [new RecordingHandler(), new RecordingHandler(), new RecordingHandler()];
    await relay.offer('x', 1, {});
    const first = connect(before, store);
    await until(() => before.seen.length === 1);
    await first.stop();
    await relay.offer('x', 2, {});
    connect(after, store);
    await until(() => after.seen.length === 1);
    expect(after.order).toEqual(['x:2']);
    relay.held[0]!.refused = 'withdrawn';
    connect(replay);
    await until(() => replay.seen.length + replay.refusals.length === 2);
    expect(replay.order).toEqual(['x:2']);
    expect(replay.refusals).toMatchObject([{ resident: 'x', seq: 1, reason: 'withdrawn', explain: 'no' }]);
  });

  it('skips what stands in the feed twice', async () => {
    await relay.offer('x', 1, {});
    relay.held.push(relay.held[0]!);
    await relay.offer('x', 2, {});
    const handler = new RecordingHandler();
    connect(handler);
    await until(() => handler.seen.length >= 2);
    expect(handler.order).toEqual(['x:1', 'x:2']);
  });

  it('holds back one resident whose delivery cannot be handled now, and nobody else', async () => {
    for (const [resident, seq] of [
      ['x', 1],
      ['y', 1],
      ['x', 2],
      ['y', 2],
    ] as const)
      await relay.offer(resident, seq, {});
    const handler = new RecordingHandler();
    let closed = true;
    handler.failOn = ({ resident }) => resident === 'x' && closed;
    connect(handler);
    await until(() => handler.seen.length === 2);
    expect(handler.order).toEqual(['y:1', 'y:2']);
    closed = false;
    await until(() => handler.seen.length === 4);
    expect(handler.order.slice(2)).toEqual(['x:1', 'x:2']);
  });

  describe('a refusal that passes by itself', () => {
    /** One of two residents is refused at first; what each was given once it passed. */
    async function refusedAtFirst(reason: string, Api?: typeof RelayApi): Promise<RecordingHandler> {
      const held = [await relay.offer('x', 1, {}), await relay.offer('y', 1, {}), await relay.offer('x', 2, {})];
      held[0]!.barred = reason;
      const handler = new RecordingHandler();
      connect(handler, undefined, Api);
      await until(() => relay.opened.length > 0 && handler.seen.length + handler.refusals.length > 0);
      held[0]!.barred = null;
      await until(() => handler.seen.length + handler.refusals.length === 3);
      return handler;
    }

    it.each(PASSING_REFUSALS)('(%s) is asked for again, in its order, and nobody else waits', async (reason) => {
      expect(await refusedAtFirst(reason)).toMatchObject({ order: ['y:1', 'x:1', 'x:2'], refusals: [] });
    });

    it('would be an update lost to the agency, were it taken for one that stands', async () => {
      const handler = await refusedAtFirst('busy', PassingAsStanding);
      expect([handler.order, handler.refusals.map(({ seq }) => seq)]).toEqual([['y:1', 'x:2'], [1]]);
    });
  });

  it('reports what it cannot open: unknown to the broker, or sealed with another key', async () => {
    await relay.offer('x', 1, {});
    const other = await relay.offer('x', 2, {});
    relay.held[0] = { ...relay.held[0]!, sealed: other.sealed };
    const handler = new RecordingHandler();
    connect(handler);
    await until(() => handler.seen.length + handler.refusals.length === 2);
    expect(handler.refusals).toMatchObject([{ seq: 1, reason: 'unreadable' }]);
  });

  it('waits for a broker that is away and asks for a new token when its own ran out', async () => {
    await relay.offer('x', 1, {});
    relay.failures.push(503, 500, 429);
    const handler = new RecordingHandler();
    connect(handler);
    await until(() => handler.seen.length === 1);
    relay.expireTokens();
    await relay.offer('x', 2, {});
    await until(() => handler.seen.length === 2);
    expect(relay.tokens).toBe(2);
  });

  it('reads its feeds from their beginning when the broker was restored, and handles nothing twice', async () => {
    const store = new MemorySequenceStore();
    for (const [name, cursor] of [
      ['deliveries', 'before-a'],
      ['recalls', 'before-b'],
    ] as const) {
      relay.restored.add(cursor);
      await store.moveTo(name, cursor);
    }
    await relay.offer('x', 1, { seq: 1 });
    await relay.offer('x', 2, { seq: 2 });
    relay.recalls.push({ id: 'r1', deliveryId: 'd1', cause: 'withdrawn', raisedAt: '2026-11-22T00:00:00Z' });
    await store.advance(new Map([['A:x', 1n]]));
    const handler = new RecordingHandler();
    connect(handler, store);
    await until(() => handler.recalls.length === 1 && handler.seen.length === 1);
    expect(handler.order).toEqual(['x:2']);
  });

  it('answers a recall as received, then as the agency says, also for its processor', async () => {
    relay.recalls.push({ id: 'r1', deliveryId: 'd1', cause: 'withdrawn', raisedAt: '2026-11-22T00:00:00Z' });
    const handler = new RecordingHandler();
    handler.replies = [
      { answer: 'deleted' },
      { answer: 'kept', processor: 'FIXRIGHT', reason: 'gas safety record', keptUntil: '2028-11-22' },
    ];
    connect(handler);
    await until(() => relay.answers.length === 3);
    expect(relay.answers.map(({ answer, processor }) => [answer, processor])).toEqual([
      ['received', undefined],
      ['deleted', undefined],
      ['kept', 'FIXRIGHT'],
    ]);
    expect(handler.recalls).toHaveLength(1);
  });

  it('goes on with the next recall where a person has answered that the first is deleted', async () => {
    for (const id of ['r1', 'r2'])
      relay.recalls.push({ id, deliveryId: id, cause: 'withdrawn', raisedAt: '2026-11-22T00:00:00Z' });
    relay.saidDeleted.add('r1');
    const handler = new RecordingHandler();
    handler.replies = [{ answer: 'kept', reason: 'gas safety record', keptUntil: '2028-11-22' }];
    connect(handler);
    await until(() => relay.answers.length === 3);
    expect(relay.answers.map(({ recall, answer }) => [recall, answer])).toEqual([
      ['r1', 'received'],
      ['r2', 'received'],
      ['r2', 'kept'],
    ]);
    expect(handler.recalls).toHaveLength(2);
  });
});
