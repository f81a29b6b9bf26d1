import type { BasedOn } from '#libs/domain';
import { CurrentPrincipal, IfMatch, type Principal } from '#libs/http';
import { Controller, Param, ParseUUIDPipe, Post, HttpCode } from '@nestjs/common';
import { OfficerStep } from '../../doors/officer-step.js';
import { ConfirmOfficer } from './confirm-officer.js';
import { PrincipalDto } from './principal.dto.js';

/** The second person's door. */
@Controller('v1/principals')
export class ConfirmOfficerController {
  constructor(private readonly confirming: ConfirmOfficer) {}

  /** Makes count what another officer asked for: an officer's roles, or somebody at one's own agency. */
  @Post(':id/confirm')
  @HttpCode(200)
  @OfficerStep()
  confirm(
    @CurrentPrincipal() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() basedOn: BasedOn,
  ): Promise<PrincipalDto> {
    return this.confirming.confirm(by, id, basedOn);
  }
}
