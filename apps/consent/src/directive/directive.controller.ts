import type { BasedOn } from '#libs/domain';
import {
  Allow,
  CurrentPrincipal,
  Idempotent,
  IfMatch,
  type Once,
  OnceByKey,
  type Principal,
  Versioned,
} from '#libs/http';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AmendDirective } from './amend-directive.js';
import { DecideObjection } from './decide-objection.js';
import { AboutQuery, AmendmentBody } from './directive.dto.js';
import { type DirectiveListItem, LiftedDirective, RecordedDirective } from './directive-view.dto.js';
import { LiftStop } from './lift-stop.js';
import { ReadDirective } from './read-directive.js';
import { WithdrawConsent } from './withdraw-consent.js';

@ApiTags('directives')
@Controller('v1/directives/:id')
export class DirectiveController {
  constructor(
    private readonly reading: ReadDirective,
    private readonly withdrawing: WithdrawConsent,
    private readonly lifting: LiftStop,
    private readonly amending: AmendDirective,
    private readonly deciding: DecideObjection,
  ) {}

  /** What the resident said, also where it counts no more: then `supersededAt` tells since when. */
  @Get()
  @Allow('resident')
  @Versioned()
  read(@CurrentPrincipal() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<DirectiveListItem> {
    return this.reading.read(principal, id);
  }

  /** Withdraws a consent: the resident, or staff whom they told. Withdrawing again answers with the first time. */
  @Post('withdraw')
  @Allow('resident', 'practitioner', 'system', 'officer')
  @Idempotent()
  @HttpCode(200)
  @Versioned()
  async withdraw(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { resident }: AboutQuery,
    @OnceByKey() once: Once,
  ): Promise<RecordedDirective> {
    return this.withdrawing.withdraw(principal, id, once, resident);
  }

  /** Takes a refusal or objection back: the resident alone. */
  @Post('lift')
  @Allow('resident')
  @Idempotent()
  @HttpCode(200)
  async lift(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() basedOn: BasedOn,
  ): Promise<LiftedDirective> {
    const { effectiveAt } = await this.lifting.lift(principal, id, basedOn);
    return { id, effectiveAt };
  }

  /** Upholds an objection: from now on it bars. Upholding again answers with the first time. */
  @Post('uphold')
  @Allow('officer')
  @Idempotent()
  @HttpCode(200)
  @Versioned()
  async uphold(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @OnceByKey() once: Once,
  ): Promise<RecordedDirective> {
    return this.deciding.uphold(principal, id, once);
  }

  /** Declines a pending objection: it bars nothing any more. */
  @Post('decline')
  @Allow('officer')
  @Idempotent()
  @HttpCode(200)
  async decline(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() basedOn: BasedOn,
  ): Promise<LiftedDirective> {
    const { effectiveAt } = await this.deciding.decline(principal, id, basedOn);
    return { id, effectiveAt };
  }

  /** Changes scope or end: towards stopping by anyone whom the resident tells, towards sharing by the resident alone. */
  @Patch()
  @Allow('resident', 'practitioner', 'system', 'officer')
  @Idempotent()
  @Versioned()
  async amend(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() basedOn: BasedOn,
    @Body() body: AmendmentBody,
    @OnceByKey() once: Once,
  ): Promise<RecordedDirective> {
    return this.amending.amend(principal, { id, basedOn, once }, body);
  }
}
