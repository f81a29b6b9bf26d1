import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { AcceptLanguage } from '../evaluation/accept-language.js';
import { ChoiceDto, RehearsalDto } from './rehearsal.dto.js';
import { RehearseChoice } from './rehearse-choice.js';

/** A resident tries an answer before they give it. Only ever about whoever signed in: no id can be named. */
@Controller('v1/residents/me')
export class RehearsalController {
  constructor(private readonly rehearsing: RehearseChoice) {}

  /** Changes nothing, so it needs no key to be repeated. */
  @Post('rehearsals')
  @HttpCode(200)
  @Allow('resident')
  rehearse(
    @CurrentPrincipal() by: Principal,
    @Body() choice: ChoiceDto,
    @AcceptLanguage() languages: string[],
  ): Promise<RehearsalDto> {
    return this.rehearsing.rehearse(by, choice, languages);
  }
}
