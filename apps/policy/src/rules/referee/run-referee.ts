import { BundleEngines } from '#libs/pdp';
import { connect, FileMarkStore, hotPool, UnitOfWork, AdvisoryShardLocks, ShardLeader } from '#libs/persistence';
import { type KeyHolder, KeyRing } from '#libs/sealing';
import { createLog } from '#libs/telemetry';
import { PastDecisions } from '../past-decisions/past-decisions.js';
import { EntryReader, EntryWriter, KeyReader } from '#libs/trail';
import { Trail } from '../../trail/trail.js';
import { Breaker } from './breaker.js';
import type { RefereeReport, RefereeSettings } from './referee-orders.js';
import { Referee } from './referee.js';

/** Class of the referee's advisory lock in the two-int form ("ref" in ASCII). */
const LOCK_CLASS = 0x726566;
const CONNECTIONS = 2;

export interface RunningReferee {
  stop(): Promise<void>;
}

/**
 * A referee in the background: of any number one leads and looks, each interval; the rest stand by. Waits for a database
 * that is away. `told` hears of every round.
 */
export async function runReferee(
  settings: RefereeSettings,
  told: (report: RefereeReport) => void,
): Promise<RunningReferee> {
  const { databaseUrl: url, keyFile, marksFolder, logLevel: level, intervalMs, sample } = settings;
  const log = createLog({ app: 'policy-referee', level });
  const ring = KeyRing.fromFile(keyFile);
  const source = await connect({ url, schema: 'policy', entities: [], poolSize: CONNECTIONS });
  const pool = hotPool(url, 'policy-referee', (err) => log.warn({ err }, 'an idle connection was lost'), CONNECTIONS);
  // Nobody asks this process for metrics: the apps that serve count what they read.
  const tell = ({ level }: KeyHolder): void =>
    log.error({ keyLevel: level }, 'a data key cannot be read: its decisions are passed over');
  const past = new PastDecisions({ pool }, new KeyReader(ring, tell), new EntryReader());
  const engines = new BundleEngines(pool, 'official');
  const marks = new FileMarkStore(marksFolder);
  const breaker = new Breaker(new UnitOfWork(source, marks), new Trail(EntryWriter.with(ring)), log);
  const leader = new ShardLeader({
    ...{ databaseUrl: url, application: 'policy-referee', shards: [0], locks: new AdvisoryShardLocks(LOCK_CLASS), log },
    longestPollMs: intervalMs,
    begin: () => {
      const referee = new Referee({ pool, past, engines, breaker, log }, sample);
      return async () => {
        told({ kind: 'round', ...(await referee.round()) });
        return false;
      };
    },
  });
  leader.start();
  return {
    stop: async () => {
      await leader.stop();
      await Promise.all([source.destroy(), pool.end(), marks.close()]);
    },
  };
}
