import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { Controller, Get } from '@nestjs/common';
import { ListPrincipals } from './list-principals.js';
import { OwnPrincipalDto } from './principal.dto.js';

/** What somebody who signed in is here: pages ask it once, to know whose they are. */
@Controller('v1/principals/me')
export class OwnPrincipalController {
  constructor(private readonly principals: ListPrincipals) {}

  /** A resident is only told that they are one: who they are is the consent app's to say. */
  @Get()
  @Allow('resident', 'practitioner', 'officer', 'system')
  read(@CurrentPrincipal() by: Principal): Promise<OwnPrincipalDto> {
    return this.principals.oneself(by);
  }
}
