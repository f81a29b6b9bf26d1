import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyRing } from '#libs/sealing';
import { createLog } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import pg from 'pg';
import { DeliveryReader, type DeliveryRow } from '../offered/delivery-reader.js';
import { KeyReader } from '#libs/trail';
import { Candidates, type Candidate } from './candidates.js';
import { EachByItself } from './faults/each-by-itself.js';
import { PastASweep } from './faults/past-a-sweep.js';
import { MoveRecords } from './move-records.js';
import { OfferRecords } from './offer-records.js';
import { PerformWork } from './perform-work.js';
import { SweepDeliveries } from './sweep-deliveries.js';
import { WorkQueue, type Work } from './work.js';

const SHARDS = [0, 1, 2, 3];
const [ANN, BEA] = [randomUUID(), randomUUID()];

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.urlFor('relay_app'), max: 2 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(() => pool.query('DELETE FROM relay.work'));

type Kind = 'sweep' | 'backfill';
async function enqueue(resident: string, ...kinds: Kind[]): Promise<void> {
  for (const kind of kinds) await pool.query('SELECT relay.enqueue_v1($1, $2)', [resident, kind]);
}
function post(resident: string): Promise<unknown> {
  const record = {
    ...{ ordinal: 0, id: randomUUID(), residentId: resident, sourceAgency: 'NM-ASC', category: 'MEDS' },
    ...{ sourceId: randomUUID(), sourceVersion: 1, sealedBody: 'AA==', bodyHash: '00' },
  };
  return pool.query('SELECT relay.accept_v1($1::jsonb)', [JSON.stringify([record])]);
}

/** What is done, and about whom, in its order. */
type Done = [resident: string, kind: Work['kind']][];

/** The dispatcher over the real queue, for residents of whom nobody holds anything: all that is seen is what is begun. */
class Watched {
  readonly done: Done = [];
  /** Before the work that is begun next; once. */
  meanwhile: (() => Promise<void>) | undefined;

  constructor(private readonly queue: WorkQueue = new WorkQueue({ pool })) {}

  async drain(): Promise<Done> {
    const perform = this.dispatcher();
    for (;;) {
      const work = await this.queue.due(SHARDS, 50);
      if (work.length === 0) return this.done;
      await perform.perform(work, () => false);
    }
  }

  private async begin(resident: string, kind: Work['kind']): Promise<void> {
    this.done.push([resident, kind]);
    const meanwhile = this.meanwhile;
    this.meanwhile = undefined;
    await meanwhile?.();
  }

  private dispatcher(): PerformWork {
    const begin = (resident: string, kind: Work['kind']): Promise<void> => this.begin(resident, kind);
    class Reader extends DeliveryReader {
      override async alive(residentId: string): Promise<DeliveryRow[]> {
        await begin(residentId, 'sweep');
        return [];
      }
    }
    class NoCandidates extends Candidates {
      override async of(work: readonly Work[]): Promise<Candidate[][]> {
        for (const { residentId, kind } of work) await begin(residentId, kind);
        return work.map(() => []);
      }
    }
    // Nothing is alive and nobody a candidate, so that no decision is asked for.
    const unasked = undefined as never;
    return new PerformWork(
      this.queue,
      new OfferRecords(new NoCandidates({ pool }), unasked, unasked),
      new SweepDeliveries(new Reader({ pool }), unasked, unasked, { pool }),
      new MoveRecords({ pool }, new KeyReader(KeyRing.fromJson(KeyRing.generate()))),
      createLog({ app: 'perform-spec', level: 'silent' }),
    );
  }
}

const times = (done: Done, resident: string, kind: Work['kind']): number =>
  done.filter(([who, what]) => who === resident && what === kind).length;
const left = async (): Promise<number> => (await pool.query('SELECT 1 FROM relay.work')).rowCount!;

/** Far more than one look at the queue takes, with updates between them. */
const CHANGES = 60;
async function storm(): Promise<void> {
  for (let change = 0; change < CHANGES; change += 1) {
    await enqueue(ANN, 'sweep', 'backfill');
    if (change % 10 === 0) await post(ANN);
  }
  await enqueue(BEA, 'backfill');
}

describe('a resident who changes their mind sixty times', () => {
  it('is swept once and back-filled once, each update is offered, and the next resident is not behind them', async () => {
    await storm();
    const done = await new Watched().drain();
    const counts = (['sweep', 'backfill', 'offer'] as const).map((kind) => times(done, ANN, kind));
    expect([counts, times(done, BEA, 'backfill'), await left()]).toEqual([[1, 1, CHANGES / 10], 1, 0]);
  });

  it('would be swept sixty times if each piece were done by itself', async () => {
    await storm();
    const done = await new Watched(new EachByItself({ pool })).drain();
    expect([times(done, ANN, 'sweep'), times(done, ANN, 'backfill')]).toEqual([CHANGES, CHANGES]);
  });
});

describe('work that is done with earlier work', () => {
  it('is none that was queued after the earlier began', async () => {
    await enqueue(ANN, 'sweep', 'sweep');
    const watched = new Watched();
    watched.meanwhile = () => enqueue(ANN, 'sweep');
    expect(await watched.drain()).toHaveLength(2);
  });

  it('is still owed when the earlier fails, which is put off with all that is behind it', async () => {
    await enqueue(ANN, 'sweep', 'sweep', 'backfill');
    await enqueue(BEA, 'sweep');
    const watched = new Watched();
    watched.meanwhile = () => {
      watched.meanwhile = () => Promise.reject(new Error('at fault'));
      return Promise.reject(new Error('at fault'));
    };
    expect(await watched.drain()).toEqual([
      [ANN, 'sweep'],
      [ANN, 'sweep'],
      [BEA, 'sweep'],
    ]);
    expect(await left()).toBe(3);
    await pool.query('UPDATE relay.work SET not_before = NULL');
    expect((await watched.drain()).slice(3)).toEqual([
      [ANN, 'sweep'],
      [ANN, 'backfill'],
    ]);
  });

  it('is done after all when the earlier died with its process', async () => {
    await enqueue(ANN, 'sweep', 'sweep');
    const queue = new WorkQueue({ pool });
    const [first] = await queue.due(SHARDS, 50);
    expect(await queue.behind(first!)).toHaveLength(1);
    expect(await new Watched().drain()).toHaveLength(1);
  });

  it('is no back-fill that follows a sweep: for the one before it, what the sweep ends still stood in the way', async () => {
    const around: Done = (['backfill', 'sweep', 'backfill'] as const).map((kind) => [ANN, kind]);
    await enqueue(ANN, 'backfill', 'sweep', 'backfill', 'sweep', 'backfill');
    expect(await new Watched().drain()).toEqual(around);
    await enqueue(ANN, 'backfill', 'sweep', 'backfill');
    expect(await new Watched(new PastASweep({ pool })).drain()).not.toEqual(around);
  });

  it('is nobody else’s', async () => {
    await enqueue(ANN, 'sweep');
    await enqueue(BEA, 'sweep');
    expect(await new Watched().drain()).toHaveLength(2);
  });
});
