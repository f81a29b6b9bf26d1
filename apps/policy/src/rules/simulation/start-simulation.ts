import { randomUUID } from 'node:crypto';
import { DomainError, parseInstant } from '#libs/domain';
import type { Principal } from '#libs/http';
import { UnitOfWork, rowsOf } from '#libs/persistence';
import { Injectable } from '@nestjs/common';
import { BundleRow } from '../bundle/bundle.row.js';
import { requireRole } from '../../trail/officer-role.js';
import { Trail } from '../../trail/trail.js';
import { RunSimulations } from './run-simulations.js';
import type { NewSimulationDto } from './simulation.dto.js';
import { SimulationRow } from './simulation.row.js';

const COUNT = 'SELECT audit.count_decisions_v1($1, $2) AS total';

/**
 * Asks for a shadow replay, and answers before it runs: the simulation is in the database, so a process that dies leaves
 * it to the next. Reading who asked for what in the past is a search, and so an entry of the log.
 */
@Injectable()
export class StartSimulation {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trail: Trail,
    private readonly runner: RunSimulations,
  ) {}

  async start(by: Principal, hash: string, { from, until }: NewSimulationDto): Promise<string> {
    requireRole(by, 'policy-author', 'ig-lead');
    if (parseInstant(from) >= parseInstant(until)) {
      throw new DomainError('period-invalid', '"until" must be later than "from"');
    }
    const id = randomUUID();
    await this.work.run(async (tx) => {
      await this.trail.requireStanding(tx, by);
      if (!(await tx.existsBy(BundleRow, { hash })))
        throw new DomainError('bundle-not-found', 'there is no such bundle');
      const rows = rowsOf<{ total: string }>(await tx.query(COUNT, [from, until]));
      const simulation = { id, hash, from: new Date(from), until: new Date(until), total: rows[0]!.total };
      await tx.insert(SimulationRow, { ...simulation, askedBy: by.id, agency: by.agency! });
      const detail = { simulation: id, bundle: hash, from, until };
      await this.trail.append(tx, by, { kind: 'search', action: 'bundle-simulate', detail });
    });
    this.runner.kick();
    return id;
  }
}
