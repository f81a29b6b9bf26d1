import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { Controller, Get } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rowsOf } from '#libs/persistence';
import { PolicyConfig } from '../../config.js';
import { unnamedFor } from '../../doors/unnamed-agencies.js';
import { type StopKind, StopsDto } from './stop.dto.js';

const STOPS = `
  SELECT 'agency' AS kind, a.code AS name, a.stopped_since AS since FROM policy.agency a
    WHERE a.status = 'suspended' AND a.code <> ALL ($1::text[])
  UNION ALL SELECT 'agreement', g.id, g.stopped_since FROM policy.agreement g WHERE g.state = 'suspended'
    AND g.id NOT IN (SELECT p.agreement_id FROM policy.agreement_party p GROUP BY p.agreement_id
      HAVING bool_and(ARRAY[p.source, p.recipient] && $1::text[]))
  UNION ALL SELECT 'category', c.category, c.since FROM policy.category_stop c
  ORDER BY kind, name`;

/** Everything in the place that an emergency stop holds, in one list: whoever wonders why nothing flows looks here. */
@Controller('v1/stops')
export class StopController {
  constructor(
    private readonly source: DataSource,
    private readonly config: PolicyConfig,
  ) {}

  /** Everything that an emergency stop holds. */
  @Get()
  @Allow('practitioner', 'officer', 'system')
  async list(@CurrentPrincipal() by: Principal): Promise<StopsDto> {
    const values = [unnamedFor(by, this.config.DISCREET_AGENCIES)];
    const rows = rowsOf<{ kind: StopKind; name: string; since: Date | null }>(
      await this.source.manager.query(STOPS, values),
    );
    return { items: rows.map(({ kind, name, since }) => ({ kind, name, since: since?.toISOString() ?? null })) };
  }
}
