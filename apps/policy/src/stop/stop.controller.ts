import { Allow } from '#libs/http';
import { rowsOf } from '#libs/messaging';
import { Controller, Get } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { StopsDto } from './stop.dto.js';

const STOPS = `
  SELECT 'agency' AS kind, a.code AS name, a.stopped_since AS since FROM policy.agency a WHERE a.status = 'suspended'
  UNION ALL SELECT 'agreement', g.id, g.stopped_since FROM policy.agreement g WHERE g.state = 'suspended'
  UNION ALL SELECT 'category', c.category, c.since FROM policy.category_stop c
  ORDER BY kind, name`;

/** Everything in the place that an emergency stop holds, in one list: whoever wonders why nothing flows looks here. */
@Controller('v1/stops')
export class StopController {
  constructor(private readonly source: DataSource) {}

  @Get()
  @Allow('practitioner', 'officer', 'system')
  async list(): Promise<StopsDto> {
    const rows = rowsOf<{ kind: string; name: string; since: Date | null }>(await this.source.manager.query(STOPS));
    return { items: rows.map(({ kind, name, since }) => ({ kind, name, since: since?.toISOString() ?? null })) };
  }
}
