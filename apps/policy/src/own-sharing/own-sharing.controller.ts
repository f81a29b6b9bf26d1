import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { Controller, Get } from '@nestjs/common';
import { OwnAgreementsDto } from './own-agreement.dto.js';
import { ReadOwnAgreements } from './read-own-agreements.js';

/** For the page "Your sharing". Only ever about whoever signed in: no id can be named. */
@Controller('v1/residents/me')
export class OwnSharingController {
  constructor(private readonly agreements: ReadOwnAgreements) {}

  @Get('agreements')
  @Allow('resident')
  list(@CurrentPrincipal() by: Principal): Promise<OwnAgreementsDto> {
    return this.agreements.run(by);
  }
}
