import { Allow, CurrentPrincipal, Idempotent, type Principal } from '#libs/http';
import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangeLocalId } from './change-local-id.js';
import { ImportResident } from './import-resident.js';
import { LinkResident } from './link-resident.js';
import { LookUpResident } from './look-up-resident.js';
import { ImportBody, LinkBody, LocalIdBody, LookupBody } from './person.dto.js';
import { LinkAnswer, LookupAnswer, ResidentReference } from './resident-view.dto.js';

@ApiTags('residents')
@Controller('v1/residents')
export class ResidentController {
  constructor(
    private readonly importing: ImportResident,
    private readonly lookingUp: LookUpResident,
    private readonly linking: LinkResident,
    private readonly localIds: ChangeLocalId,
  ) {}

  /** Brings in a person whom the agency serves. */
  @Post()
  @Allow('officer', 'system')
  @Idempotent()
  async import(@CurrentPrincipal() principal: Principal, @Body() body: ImportBody): Promise<ResidentReference> {
    const { locationShield = false, ...person } = body;
    return this.importing.import(principal, person, locationShield);
  }

  /** Exact look-up among the people whom the agency has linked; each one is an audit entry. */
  @Post('lookup')
  @Allow('practitioner', 'system', 'officer')
  @HttpCode(200)
  async lookup(@CurrentPrincipal() principal: Principal, @Body() body: LookupBody): Promise<LookupAnswer> {
    return { resident: await this.lookingUp.lookUp(principal, body) };
  }

  /** Says by which own number the agency knows a person. */
  @Post('link')
  @Allow('practitioner', 'system')
  @HttpCode(200)
  async link(@CurrentPrincipal() principal: Principal, @Body() body: LinkBody): Promise<LinkAnswer> {
    return { resident: await this.linking.link(principal, body) };
  }

  /** Changes the agency's own number for a person whom it has linked; what is sealed for it from now on carries this one. */
  @Put(':id/local-id')
  @Allow('practitioner', 'system')
  @HttpCode(204)
  async changeLocalId(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: LocalIdBody,
  ): Promise<void> {
    await this.localIds.change(principal, id, body.localId);
  }
}
