import type { BasedOn } from '#libs/domain';
import {
  Allow,
  CurrentPrincipal,
  Idempotent,
  IfMatch,
  NewId,
  Versioned,
  type Principal,
  type Once,
  OnceByKey,
} from '#libs/http';
import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Put, Query, HttpCode } from '@nestjs/common';
import { OfficerStep } from '../../doors/officer-step.js';
import { AssignRoles } from './assign-roles.js';
import { ListPrincipals } from './list-principals.js';
import { NewPrincipalDto, PrincipalDto, PrincipalPageDto, PrincipalQuery, RolesDto } from './principal.dto.js';
import { RegisterPrincipal } from './register-principal.js';
import { ResumePrincipal } from './resume-principal.js';
import { SuspendPrincipal } from './suspend-principal.js';

/** Practitioners, officers and systems: who they are to the broker, never their names. */
@Controller('v1/principals')
export class PrincipalController {
  constructor(
    private readonly principals: ListPrincipals,
    private readonly registering: RegisterPrincipal,
    private readonly suspension: SuspendPrincipal,
    private readonly resumption: ResumePrincipal,
    private readonly roles: AssignRoles,
  ) {}

  /** The people and systems who may sign in. */
  @Get()
  @Allow('officer')
  list(@CurrentPrincipal() by: Principal, @Query() query: PrincipalQuery): Promise<PrincipalPageDto> {
    return this.principals.list(by, query);
  }

  /** One of them. */
  @Get(':id')
  @Allow('officer')
  @Versioned()
  read(@CurrentPrincipal() by: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<PrincipalDto> {
    return this.principals.one(by, id);
  }

  /** Registers somebody, or a system. */
  @Post()
  @Allow('officer')
  @Idempotent()
  @Versioned()
  create(
    @CurrentPrincipal() by: Principal,
    @NewId() id: string,
    @Body() person: NewPrincipalDto,
  ): Promise<PrincipalDto> {
    return this.registering.register(by, id, person);
  }

  /** From the answer on, nothing is released to them. Needs no If-Match; again is answered alike. */
  @Post(':id/suspend')
  @HttpCode(200)
  @OfficerStep()
  suspend(
    @CurrentPrincipal() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @OnceByKey() once: Once,
  ): Promise<PrincipalDto> {
    return this.suspension.suspend(by, id, once);
  }

  /** Ends their suspension. */
  @Post(':id/resume')
  @HttpCode(200)
  @OfficerStep()
  resume(
    @CurrentPrincipal() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() basedOn: BasedOn,
  ): Promise<PrincipalDto> {
    return this.resumption.resume(by, id, basedOn);
  }

  /** Replaces all roles. */
  @Put(':id/roles')
  @Allow('officer')
  @Idempotent()
  @Versioned()
  assign(
    @CurrentPrincipal() by: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() basedOn: BasedOn,
    @Body() roles: RolesDto,
    @OnceByKey() once: Once,
  ): Promise<PrincipalDto> {
    return this.roles.assign(by, { id, basedOn, once }, roles);
  }
}
