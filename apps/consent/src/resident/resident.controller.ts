import { Allow, CurrentPrincipal, Idempotent, NewId, type Principal } from '#libs/http';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ImportResident } from './import-resident.js';
import { LinkResident } from './link-resident.js';
import { LookUpResident } from './look-up-resident.js';
import { ImportBody, LinkBody, LookupBody } from './person.dto.js';
import { LinkAnswer, LookupAnswer, ResidentReference } from './resident-view.dto.js';

@ApiTags('residents')
@Controller('v1/residents')
export class ResidentController {
  constructor(
    private readonly importing: ImportResident,
    private readonly lookingUp: LookUpResident,
    private readonly linking: LinkResident,
  ) {}

  /** Brings in a person whom the agency serves. */
  @Post()
  @Allow('officer', 'system')
  @Idempotent()
  async import(
    @CurrentPrincipal() principal: Principal,
    @Body() body: ImportBody,
    @NewId() id: string,
  ): Promise<ResidentReference> {
    const { localId, locationShield, ...person } = body;
    return this.importing.run(principal, id, person, { localId, locationShield });
  }

  /** Exact look-up among the people whom the agency has linked; each one is an audit entry. */
  @Post('lookup')
  @Allow('practitioner', 'system', 'officer')
  @HttpCode(200)
  async lookup(@CurrentPrincipal() principal: Principal, @Body() body: LookupBody): Promise<LookupAnswer> {
    return { resident: await this.lookingUp.run(principal, body) };
  }

  /** Says by which own number the agency knows a person. */
  @Post('link')
  @Allow('practitioner', 'system')
  @HttpCode(200)
  async link(@CurrentPrincipal() principal: Principal, @Body() body: LinkBody): Promise<LinkAnswer> {
    const { localId, ...details } = body;
    return { resident: await this.linking.run(principal, details, localId) };
  }
}
