import { Allow, CurrentPrincipal, Idempotent, NewId, type Once, OnceByKey, type Principal } from '#libs/http';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangedCircumstanceView } from '../trail/changed-circumstance.dto.js';
import { AllowLocation } from './allow-location.js';
import { LiftShield } from './lift-shield.js';
import { ListShields } from './list-shields.js';
import { SetShield } from './set-shield.js';
import { AllowanceBody, LiftBody, ShieldList } from './shield.dto.js';

@ApiTags('shields')
@Controller('v1')
export class ShieldController {
  constructor(
    private readonly setting: SetShield,
    private readonly listing: ListShields,
    private readonly lifting: LiftShield,
    private readonly allowing: AllowLocation,
  ) {}

  /** Hides where the resident lives, at once: by the resident, a social worker or a safeguarding lead. */
  @Post('residents/:id/shields')
  @Allow('resident', 'practitioner')
  @Idempotent()
  async set(
    @CurrentPrincipal() principal: Principal,
    @Param('id') reference: string,
    @NewId() id: string,
    @OnceByKey() once: Once,
  ): Promise<ChangedCircumstanceView> {
    return this.setting.set(principal, id, reference, once);
  }

  /** What hides where they live, and who may see it all the same. */
  @Get('residents/:id/shields')
  @Allow('resident', 'practitioner')
  async list(@CurrentPrincipal() principal: Principal, @Param('id') reference: string): Promise<ShieldList> {
    return this.listing.list(principal, reference);
  }

  /** Asks to lift a shield, after contact by the safe channel. It stands until a second person confirms. */
  @Post('shields/:id/lift')
  @Allow('practitioner', 'officer')
  @Idempotent()
  @HttpCode(202)
  async lift(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: LiftBody,
  ): Promise<ChangedCircumstanceView> {
    return this.lifting.request(principal, id, body.contactedAt);
  }

  /** Confirms, as a second person, that a shield is lifted. */
  @Post('shields/:id/confirm-lift')
  @Allow('practitioner', 'officer')
  @Idempotent()
  @HttpCode(200)
  async confirmLift(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ChangedCircumstanceView> {
    return this.lifting.confirm(principal, id);
  }

  /** Lets a named person or team see where the resident lives, for a reason and until an end. */
  @Post('shields/:id/allowances')
  @Allow('practitioner')
  @Idempotent()
  async allow(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) shieldId: string,
    @Body() { agency, practitionerId = null, reason, until }: AllowanceBody,
    @NewId() id: string,
  ): Promise<ChangedCircumstanceView> {
    return this.allowing.add(principal, { id, shieldId, agency, practitionerId, reason, until });
  }

  /** Ends an allowance at once: the resident too. */
  @Post('shield-allowances/:id/end')
  @Allow('resident', 'practitioner')
  @Idempotent()
  @HttpCode(200)
  async endAllowance(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @OnceByKey() once: Once,
  ): Promise<ChangedCircumstanceView> {
    return this.allowing.end(principal, id, once);
  }
}
