import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { PgOutbox, publish, type ShipperOptions } from '#libs/messaging';
import { startConsumer, startShipper, type Worker } from '../rig/build-worker.js';
import { Child } from '../rig/child.js';
import { findings, type Finding } from '../rig/findings.js';
import { openLogRig } from '../rig/log-rig.js';
import { TOPIC, type CrashPoint, type Fault } from '../rig/plan.js';
import { once, untilSettled } from '../rig/proof.js';
import { planFor, type Place, type Rig } from '../rig/rig.js';
import { Writers, type PublishOne } from '../rig/writers.js';
import { CursorOutbox, IdentityOutbox, NUMBERED_FIRST, NUMBERED_OUTBOX } from './cursor-outbox.js';
import { NoLocks, SkippingOutbox } from './shared-shard.js';

jest.setTimeout(120_000);
/** A run that loses never settles; any other one does, and only a busy machine makes it slow. */
const LOSING_QUIET_MS = 1_500;
const QUIET_MS = 15_000;

/** Each fault is one that a relay might really be built with; the suite's own check must see it, and the same run without it must be clean. */
describe('the conformance suite catches', () => {
  let rig: Rig;
  let place: Place;
  const workers: Worker[] = [];
  beforeAll(async () => void (rig = await openLogRig()), 60_000);
  afterAll(() => rig.close());

  async function run(work: () => Promise<void>, prepare = '', quietMs = QUIET_MS): Promise<Finding[]> {
    place = await rig.place();
    await once(place.adminUrl, prepare);
    try {
      await work();
      await untilSettled(place.adminUrl, quietMs);
      return await findings(place.adminUrl, await place.readWire(TOPIC));
    } finally {
      await Promise.all(workers.splice(0).map((worker) => worker.stop()));
      await place.drop();
    }
  }

  function ship(faults: Partial<ShipperOptions> = {}): void {
    workers.push(startShipper(planFor(place, 'shipper'), faults));
  }

  it('a relay that follows a cursor', async () => {
    const whileWriting = (faults?: Partial<ShipperOptions>) => async (): Promise<void> => {
      workers.push(startConsumer(planFor(place, 'consumer')));
      ship(faults);
      await new Writers(place.databaseUrl, 600).done();
    };
    expect(await run(whileWriting({ outbox: (c) => new CursorOutbox(c) }), NUMBERED_OUTBOX, LOSING_QUIET_MS)).toContain(
      'lost',
    );
    expect(await run(whileWriting(), NUMBERED_OUTBOX)).toEqual([]);
  });

  it('a relay that sends in the order of an identity', async () => {
    const numberFirst: PublishOne = async (tx, stream, id) => {
      const { rows } = await tx.query<{ id: string }>(
        "SELECT nextval('messaging.early') AS id, pg_sleep(random() * 0.003)",
      );
      const seq = await publish(tx, {
        stream,
        topic: TOPIC,
        key: `key-${stream}`,
        type: TOPIC,
        id,
        data: { key: `key-${stream}` },
      });
      await tx.query('UPDATE messaging.outbox SET id = $1 WHERE event_id = $2', [rows[0]!.id, id]);
      return seq;
    };
    const afterWriting = (faults?: Partial<ShipperOptions>) => async (): Promise<void> => {
      await new Writers(place.databaseUrl, 300, numberFirst).done();
      workers.push(startConsumer(planFor(place, 'consumer')));
      ship(faults);
    };
    const identity = { outbox: (c: ConstructorParameters<typeof IdentityOutbox>[0]) => new IdentityOutbox(c) };
    // Echoes come without a number of this kind; give them one so that the fault is the order alone.
    const prepare = `${NUMBERED_FIRST} ALTER TABLE messaging.outbox ALTER COLUMN id SET DEFAULT 1e15::bigint;`;
    expect(await run(afterWriting(identity), prepare)).toContain('topic out of order');
    expect(await run(afterWriting(), prepare)).toEqual([]);
  });

  it('two shippers on one shard', async () => {
    const slowly = (shared: boolean) => async (): Promise<void> => {
      await new Writers(place.databaseUrl, 300).done();
      workers.push(startConsumer(planFor(place, 'consumer')));
      for (const delayMs of [40, 0]) {
        ship({
          maxMessages: 20,
          ...(shared
            ? {
                locks: new NoLocks(),
                outbox: (c) => new SkippingOutbox(c, slowAfter(new PgOutbox(c, 'urn:test:fault'), delayMs)),
              }
            : {}),
        });
      }
    };
    // SKIP LOCKED wants a right that the product does not have.
    expect(await run(slowly(true), 'GRANT UPDATE ON messaging.outbox TO relay_app')).toContain('topic out of order');
    expect(await run(slowly(false))).toEqual([]);
  });

  const crashes: [string, Fault, CrashPoint, number, Finding][] = [
    ['an offset committed before the database', 'offset-first', 'in-handler', 20, 'lost'],
    ['a mark written in another transaction, before the effect', 'mark-first', 'in-handler', 20, 'lost'],
    ['a mark written in another transaction, after the effect', 'effect-first', 'after-effect', 14, 'doubled'],
  ];
  it.each(crashes)('%s', async (_name, fault, at, call, finding) => {
    const killed = (rest: { fault?: Fault }) => async (): Promise<void> => {
      ship();
      await new Writers(place.databaseUrl, 200).done();
      const child = new Child(planFor(place, 'consumer', { ...rest, crash: { at, call: rest.fault ? call : 2 } }));
      expect(await child.exited).toBe('SIGKILL');
      workers.push(startConsumer(planFor(place, 'consumer', rest)));
    };
    expect(await run(killed({ fault }), '', finding === 'lost' ? LOSING_QUIET_MS : QUIET_MS)).toContain(finding);
    expect(await run(killed({}))).toEqual([]);
  });
});

/** Whoever reads slowly sends late: what the other one took after it is already in the topic. */
function slowAfter(outbox: PgOutbox, delayMs: number): PgOutbox {
  const due = outbox.due.bind(outbox);
  outbox.due = async (query) => {
    const batch = await due(query);
    await wait(delayMs);
    return batch;
  };
  return outbox;
}
