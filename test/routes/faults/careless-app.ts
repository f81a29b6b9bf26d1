import {
  bootstrapApp,
  Allow,
  CurrentPrincipal,
  PgPrincipalDirectory,
  PrincipalDirectory,
  ProblemError,
  SignInConfig,
  type Principal,
  type RunningApp,
} from '#libs/http';
import { Controller, Get, Module, Param } from '@nestjs/common';
import type pg from 'pg';

const FIND =
  'SELECT r.source_agency AS owner, d.agency FROM relay.record r LEFT JOIN relay.delivery d ON d.record_id = r.id WHERE r.id = $1';

/** Seeded faults: the relay's list of a record's deliveries, written by somebody who did not think of other agencies. */
export type Carelessness = 'no ownership check' | 'tells unknown from not yours';

/** An app with that one route. The matrix must find it out. */
export function startCarelessApp(admin: pg.Pool, issuer: string, fault: Carelessness): Promise<RunningApp> {
  @Controller('v1/records')
  class CarelessController {
    @Get(':id/deliveries')
    @Allow('system', 'practitioner')
    async list(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<object> {
      const { rows } = await admin.query<{ owner: string; agency: string }>(FIND, [id]);
      if (rows.length === 0) throw new ProblemError('not-found');
      if (fault !== 'no ownership check' && rows[0]!.owner !== principal.agency) throw new ProblemError('forbidden');
      return { deliveries: rows.map(({ agency }) => ({ agency })) };
    }
  }
  @Module({
    controllers: [CarelessController],
    providers: [{ provide: PrincipalDirectory, useValue: new PgPrincipalDirectory(admin) }],
  })
  class CarelessModule {}
  const config = Object.assign(new SignInConfig(), {
    NODE_ENV: 'test',
    PORT: 0,
    DRAIN_MS: 0,
    LOG_LEVEL: 'silent',
    OIDC_ISSUER_RESIDENT: issuer,
    OIDC_ISSUER_STAFF: issuer,
  });
  return bootstrapApp(CarelessModule, { name: 'careless', title: 'Careless', description: 'A seeded fault.', config });
}
