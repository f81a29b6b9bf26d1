import type { PolicyEngine } from '#libs/cedar';
import { BundleEngines } from '#libs/pdp';
import { UnitOfWork } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PastDecisions, type PastDecision } from '../past-decisions/past-decisions.js';
import { domainNow } from '../../storage/clock.js';
import { compareDecisions } from './compare-decisions.js';
import { SimulationDifferenceRow } from './simulation-difference.row.js';
import { SimulationRow } from './simulation.row.js';

const BATCH = 200;

interface Batch {
  readonly differences: readonly Omit<SimulationDifferenceRow, 'simulationId'>[];
  readonly looked: number;
  readonly unreadable: number;
  /** Null where the period has no more. */
  readonly last: string | null;
}

/**
 * One piece of a simulation. It is read and decided first, for a transaction must not idle meanwhile; what it found and
 * how far it came are then kept together, unless somebody else has come further, so nothing is found twice.
 */
@Injectable()
export class SimulateBatch {
  constructor(
    private readonly source: DataSource,
    private readonly work: UnitOfWork,
    private readonly past: PastDecisions,
    private readonly engines: BundleEngines,
  ) {}

  /** Returns whether there is more to do: false once it has ended, also where an officer cancelled it. */
  async simulate(id: string): Promise<boolean> {
    const simulation = await this.source.manager.findOneBy(SimulationRow, { id });
    if (!simulation || simulation.endedAt !== null) return false;
    return this.keep(simulation, await this.look(simulation));
  }

  private async look({ hash, from, until, reached }: SimulationRow): Promise<Batch> {
    const draft = await this.engines.engineFor(hash);
    const { items, unreadable, last } = await this.past.page({ from, until, after: reached, limit: BATCH });
    const differences = items.flatMap((item) => differenceOf(item, draft));
    return { differences, looked: items.length + unreadable, unreadable, last };
  }

  private keep({ id, reached }: SimulationRow, { differences, looked, unreadable, last }: Batch): Promise<boolean> {
    return this.work.run(async (tx) => {
      const lock = { mode: 'for_no_key_update' } as const;
      const now = await tx.findOne(SimulationRow, { where: { id }, lock });
      if (!now || now.endedAt !== null) return false;
      if (now.reached !== reached) return true;
      const ended = last === null;
      if (differences.length > 0) {
        await tx.insert(
          SimulationDifferenceRow,
          differences.map((difference) => ({ simulationId: id, ...difference })),
        );
      }
      const progress = {
        state: ended ? ('done' as const) : ('running' as const),
        endedAt: ended ? await domainNow(tx) : null,
        reached: last ?? reached,
        done: String(Number(now.done) + looked),
        unreadable: String(Number(now.unreadable) + unreadable),
      };
      await tx.update(SimulationRow, { id }, progress);
      return !ended;
    });
  }
}

function differenceOf(item: PastDecision, draft: PolicyEngine): Batch['differences'] {
  const difference = compareDecisions(item, draft);
  if (difference === null) return [];
  const { ordinal, entryId, at, request } = item;
  const { requesterId, residentId, sourceAgency: source, recipientAgency: recipient, category, purpose } = request;
  return [{ ordinal, entryId, at, requesterId, residentId, source, recipient, category, purpose, ...difference }];
}
