import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { startConsumer, startShipper, type Worker } from './rig/build-worker.js';
import { Child } from './rig/child.js';
import { findings } from './rig/findings.js';
import { TOPIC, type CrashPoint } from './rig/plan.js';
import { once, untilSettled } from './rig/proof.js';
import { planFor, type Place, type Rig } from './rig/rig.js';
import { Writers } from './rig/writers.js';

const QUIET_MS = 15_000;

/** What every sink with its source must hold (design 2, promises 3 to 5; design 6). */
export function conformance(name: string, open: () => Promise<Rig>): void {
  describe(`messaging over ${name}`, () => {
    let rig: Rig;
    beforeAll(async () => void (rig = await open()), 120_000);
    afterAll(() => rig.close());

    async function at(test: (place: Place, workers: Worker[]) => Promise<void>): Promise<void> {
      const place = await rig.place();
      const workers: Worker[] = [];
      try {
        await test(place, workers);
      } finally {
        await Promise.all(workers.map((worker) => worker.stop()));
        await place.drop();
      }
    }

    async function expectAllKept(place: Place): Promise<void> {
      await untilSettled(place.adminUrl, QUIET_MS);
      expect(await findings(place.adminUrl, await place.readWire(TOPIC))).toEqual([]);
    }

    it('keeps each stream in order under concurrent writers, shippers and consumers that come and go', async () => {
      await at(async (place, workers) => {
        workers.push(startShipper(planFor(place, 'shipper')));
        const first = startConsumer(planFor(place, 'consumer'));
        const writers = new Writers(place.databaseUrl, 1_200);
        workers.push(startShipper(planFor(place, 'shipper')));
        await wait(600);
        workers.push(startConsumer(planFor(place, 'consumer')));
        await wait(600);
        await first.stop();
        await writers.done();
        await expectAllKept(place);
      });
    });

    it('loses and doubles nothing over kill -9 of the shipper', async () => {
      await at(async (place, workers) => {
        workers.push(startConsumer(planFor(place, 'consumer')));
        const writers = new Writers(place.databaseUrl, 4_000, undefined, 8);
        for (const crashAt of ['before-send', 'after-send'] satisfies CrashPoint[]) {
          const child = new Child(planFor(place, 'shipper', { crash: { at: crashAt, call: 3 } }));
          expect(await child.exited).toBe('SIGKILL');
        }
        await killedAtRandom(new Child(planFor(place, 'shipper')));
        await writers.stop();
        workers.push(startShipper(planFor(place, 'shipper')));
        await expectAllKept(place);
      });
    });

    it('loses and doubles nothing over kill -9 of the consumer', async () => {
      await at(async (place, workers) => {
        workers.push(startShipper(planFor(place, 'shipper')));
        const writers = new Writers(place.databaseUrl, 4_000, undefined, 8);
        for (const [crashAt, call] of [
          ['in-handler', 20],
          ['after-commit', 4],
        ] satisfies [CrashPoint, number][]) {
          const child = new Child(planFor(place, 'consumer', { crash: { at: crashAt, call } }));
          expect(await child.exited).toBe('SIGKILL');
        }
        await killedAtRandom(new Child(planFor(place, 'consumer')));
        await writers.stop();
        workers.push(startConsumer(planFor(place, 'consumer')));
        await expectAllKept(place);
      });
    });

    it('loses and doubles nothing over kill -9 of the broker', async () => {
      await at(async (place, workers) => {
        workers.push(startShipper(planFor(place, 'shipper')), startConsumer(planFor(place, 'consumer')));
        const writers = new Writers(place.databaseUrl, 4_000, undefined, 8);
        await wait(700);
        await rig.crashBroker();
        await wait(500);
        await writers.stop();
        await expectAllKept(place);
      });
    });

    it('parks a poisonous stream, lets the others pass, and releases it in order', async () => {
      await at(async (place, workers) => {
        const shipper = startShipper(planFor(place, 'shipper'));
        const consumer = startConsumer(planFor(place, 'consumer'));
        workers.push(shipper, consumer);
        const poison = randomUUID();
        await once(place.adminUrl, 'INSERT INTO proof.refused VALUES ($1)', [poison]);
        await new Writers(place.databaseUrl, 150).done();
        await publishPoison(place, poison);
        await new Writers(place.databaseUrl, 300).done();

        await untilSettled(place.adminUrl, QUIET_MS, 's3');
        const [parked, ...others] = await consumer.runner.parked();
        expect({ parked: parked?.stream, parking: parked?.parking, others }).toEqual({
          parked: 's3',
          parking: 'poison',
          others: [],
        });
        const missing = await once<{ stream: string }>(
          place.adminUrl,
          'SELECT DISTINCT stream FROM proof.written w WHERE NOT EXISTS (SELECT FROM proof.effect e WHERE e.event_id = w.event_id)',
        );
        expect(missing).toEqual([{ stream: 's3' }]);

        expect(await consumer.runner.releaseParked('s3')).toEqual({ applied: 0, parked: 'poison' });
        await once(place.adminUrl, 'DELETE FROM proof.refused');
        const release = await consumer.runner.releaseParked('s3');
        expect(release.parked).toBeNull();
        expect(release.applied).toBe(parked!.stored);
        await expectAllKept(place);
        expect(await consumer.runner.parked()).toEqual([]);
      });
    });
  });
}

async function killedAtRandom(child: Child): Promise<void> {
  await wait(900 + Math.random() * 400);
  child.kill('SIGKILL');
  await child.exited;
}

/** The poisonous event is an ordinary one that the consumer's handler refuses. */
async function publishPoison(place: Place, id: string): Promise<void> {
  const sql = `WITH p AS (SELECT messaging.publish_v1('s3', $1, 'key-s3', $2::uuid, $1, '{"key": "key-s3"}') AS seq)
    INSERT INTO proof.written SELECT 's3', seq, $2::uuid FROM p`;
  await once(place.databaseUrl, sql, [TOPIC, id]);
}
