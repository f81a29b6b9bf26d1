import { setTimeout as pause } from 'node:timers/promises';
import type { Principal } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';
import { ReadSimulation } from './read-simulation.js';
import { SimulationDifferenceRow } from './simulation-difference.row.js';
import { ENDED, type SimulationDifferenceDto, type SimulationLine } from './simulation.dto.js';

const PAGE = 500;
const LOOK_AGAIN_MS = 250;

/**
 * Follows a simulation: differences as they are found, in the order of the decisions, with its progress between them,
 * until it has ended. Itemised only where the officer's agency is source or recipient (domain 1.15).
 */
@Injectable()
export class StreamDifferences {
  constructor(
    private readonly source: DataSource,
    private readonly reading: ReadSimulation,
  ) {}

  async *stream(by: Principal, id: string): AsyncGenerator<SimulationLine> {
    let after = '0';
    for (;;) {
      const simulation = await this.reading.read(id);
      for (;;) {
        const rows = await this.page(by, id, after);
        for (const row of rows) yield { difference: present(row) };
        after = rows.at(-1)?.ordinal ?? after;
        if (rows.length < PAGE) break;
      }
      yield { simulation };
      if (ENDED.includes(simulation.state)) return;
      await pause(LOOK_AGAIN_MS);
    }
  }

  private page(by: Principal, simulationId: string, after: string): Promise<SimulationDifferenceRow[]> {
    const next = { simulationId, ordinal: MoreThan(after) };
    return this.source.manager.find(SimulationDifferenceRow, {
      where: [
        { ...next, source: by.agency! },
        { ...next, recipient: by.agency! },
      ],
      order: { ordinal: 'ASC' },
      take: PAGE,
    });
  }
}

function present(row: SimulationDifferenceRow): SimulationDifferenceDto {
  const { entryId, change, source, recipient, category, purpose, ruleBefore, ruleAfter } = row;
  return {
    ...{ entryId, at: row.at.toISOString(), change, requester: row.requesterId, resident: row.residentId },
    ...{ source, recipient, category, purpose, ruleBefore, ruleAfter },
  };
}
