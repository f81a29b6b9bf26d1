import { DomainError } from '#libs/domain';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rowsOf } from '#libs/persistence';
import type { SimulationDto } from './simulation.dto.js';
import { SimulationRow } from './simulation.row.js';

const FOUND = `SELECT count(*) FILTER (WHERE d.change = 'newly-allowed') AS allowed,
    count(*) FILTER (WHERE d.change = 'newly-denied') AS denied,
    count(DISTINCT d.resident_id) FILTER (WHERE d.change = 'newly-allowed') AS exposed
  FROM policy.simulation_difference d WHERE d.simulation_id = $1`;

interface Found {
  readonly allowed: string;
  readonly denied: string;
  readonly exposed: string;
}

/** How far a simulation is and what it has found, in numbers. */
@Injectable()
export class ReadSimulation {
  constructor(private readonly source: DataSource) {}

  async read(id: string): Promise<SimulationDto> {
    const row = await this.source.manager.findOneBy(SimulationRow, { id });
    if (!row) throw new DomainError('simulation-not-found', 'there is no such simulation');
    const [found] = rowsOf<Found>(await this.source.query(FOUND, [id]));
    return {
      id,
      bundle: row.hash,
      from: row.from.toISOString(),
      until: row.until.toISOString(),
      state: row.state,
      askedBy: row.askedBy,
      askedAt: row.askedAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
      total: Number(row.total),
      done: Number(row.done),
      unreadable: Number(row.unreadable),
      newlyAllowed: Number(found!.allowed),
      newlyDenied: Number(found!.denied),
      residentsExposed: Number(found!.exposed),
    };
  }
}
