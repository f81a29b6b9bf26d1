import { BundleError } from '#libs/cedar';
import { DomainError } from '#libs/domain';
import { UnitOfWork, AdvisoryShardLocks, ShardLeader } from '#libs/persistence';
import { Log } from '#libs/telemetry';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { PolicyConfig } from '../../config.js';
import { domainNow } from '../../storage/clock.js';
import { SimulateBatch } from './simulate-batch.js';
import { SimulationRow } from './simulation.row.js';

/** Class of the runner's advisory lock in the two-int form ("sim" in ASCII). */
const LOCK_CLASS = 0x73696d;

/**
 * Runs simulations in the background, one at a time in the whole place: the leader among any number of processes takes
 * the oldest and looks at it batch by batch. Each batch is one transaction, so a leader that dies repeats nothing.
 */
@Injectable()
export class RunSimulations implements OnModuleInit, OnApplicationShutdown {
  private readonly leader: ShardLeader;

  constructor(
    config: PolicyConfig,
    private readonly work: UnitOfWork,
    private readonly batch: SimulateBatch,
    private readonly log: Log,
  ) {
    this.leader = new ShardLeader({
      databaseUrl: config.DATABASE_URL,
      application: 'policy-simulations',
      shards: [0],
      locks: new AdvisoryShardLocks(LOCK_CLASS),
      channel: 'policy.simulation',
      log,
      begin: () => (_led, stopping) => this.next(stopping),
    });
  }

  onModuleInit(): void {
    this.leader.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.leader.stop();
  }

  /** There is a new one: call it after the commit. */
  kick(): void {
    this.leader.kick();
  }

  private async next(stopping: () => boolean): Promise<boolean> {
    const simulation = await this.work.run((tx) =>
      tx.findOne(SimulationRow, { where: { state: In(['waiting', 'running']) }, order: { askedAt: 'ASC' } }),
    );
    if (!simulation) return false;
    const { id, hash } = simulation;
    let more = true;
    while (more && !stopping()) more = await this.piece(id);
    if (!more) this.log.info({ simulation: id, bundle: hash }, 'a simulation has ended');
    return true;
  }

  /** Rules that cannot be used end their own simulation only; what is merely away is waited for by the leader. */
  private async piece(id: string): Promise<boolean> {
    try {
      return await this.batch.simulate(id);
    } catch (err) {
      if (!(err instanceof DomainError || err instanceof BundleError)) throw err;
      this.log.warn({ simulation: id, err }, 'a simulation failed: its rules cannot be used');
      await this.work.run(async (tx) => {
        const ended = { state: 'failed' as const, endedAt: await domainNow(tx) };
        await tx.update(SimulationRow, { id, endedAt: IsNull() }, ended);
      });
      return false;
    }
  }
}
