import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { Controller, Get } from '@nestjs/common';
import { OwnAgreementsDto } from './own-agreement.dto.js';
import { OwnSharingDto } from './own-sharing.dto.js';
import { ReadOwnAgreements } from './read-own-agreements.js';
import { ReadOwnSharing } from './read-own-sharing.js';

/** For the page "Your sharing". Only ever about whoever signed in: no id can be named. */
@Controller('v1/residents/me')
export class OwnSharingController {
  constructor(
    private readonly agreements: ReadOwnAgreements,
    private readonly sharing: ReadOwnSharing,
  ) {}

  /** Agreements that touch the resident, and what they may do about each. */
  @Get('agreements')
  @Allow('resident')
  list(@CurrentPrincipal() by: Principal): Promise<OwnAgreementsDto> {
    return this.agreements.read(by);
  }

  /** What is shared now, and what is not and why, as the rules decide it. */
  @Get('sharing')
  @Allow('resident')
  now(@CurrentPrincipal() by: Principal): Promise<OwnSharingDto> {
    return this.sharing.read(by);
  }
}
