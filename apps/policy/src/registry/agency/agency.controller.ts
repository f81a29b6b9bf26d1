import type { BasedOn } from '#libs/domain';
import { PageQuery } from '#libs/contracts';
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
import { Body, Controller, Get, Param, Post, Put, Query, HttpCode } from '@nestjs/common';
import { Named } from '../../doors/named.pipe.js';
import { OfficerStep } from '../../doors/officer-step.js';
import { AGENCY_CODE } from '../../doors/shapes.js';
import { StopReasonDto } from '../../doors/stop-reason.dto.js';
import { AgencyDto, AgencyPageDto, NewAgencyDto, ProcessorsDto, ProtocolsDto } from './agency.dto.js';
import { ChangeAgencyStatus } from './change-agency-status.js';
import { JoinProtocols } from './join-protocols.js';
import { ListAgencies } from './list-agencies.js';
import { NameProcessors } from './name-processors.js';
import { RegisterAgency } from './register-agency.js';

const CODE = new Named(AGENCY_CODE);

@Controller('v1/agencies')
export class AgencyController {
  constructor(
    private readonly registering: RegisterAgency,
    private readonly status: ChangeAgencyStatus,
    private readonly protocols: JoinProtocols,
    private readonly processors: NameProcessors,
    private readonly agencies: ListAgencies,
  ) {}

  /** The agencies of the place. */
  @Get()
  @Allow('resident', 'practitioner', 'officer', 'system')
  list(@CurrentPrincipal() by: Principal, @Query() query: PageQuery): Promise<AgencyPageDto> {
    return this.agencies.list(by, query);
  }

  /** One agency. */
  @Get(':code')
  @Allow('resident', 'practitioner', 'officer', 'system')
  @Versioned()
  read(@CurrentPrincipal() by: Principal, @Param('code', CODE) code: string): Promise<AgencyDto> {
    return this.agencies.one(by, code);
  }

  /** Registers an agency. */
  @Post()
  @Allow('officer')
  @Idempotent()
  @Versioned()
  create(@CurrentPrincipal() by: Principal, @Body() agency: NewAgencyDto): Promise<AgencyDto> {
    return this.registering.register(by, agency);
  }

  /** From the answer on, nothing is released to or from it. */
  @Post(':code/suspend')
  @HttpCode(200)
  @OfficerStep()
  suspend(
    @CurrentPrincipal() by: Principal,
    @Param('code', CODE) code: string,
    @IfMatch() basedOn: BasedOn,
    @Body() { reason }: StopReasonDto,
    @OnceByKey() once: Once,
  ): Promise<AgencyDto> {
    return this.status.change(by, { code, basedOn, once }, 'suspended', reason);
  }

  /** Ends its suspension. */
  @Post(':code/resume')
  @HttpCode(200)
  @OfficerStep()
  resume(
    @CurrentPrincipal() by: Principal,
    @Param('code', CODE) code: string,
    @IfMatch() basedOn: BasedOn,
    @Body() { reason }: StopReasonDto,
  ): Promise<AgencyDto> {
    return this.status.change(by, { code, basedOn }, 'active', reason);
  }

  /** Replaces all; joining and leaving both count from the answer on. */
  @Put(':code/protocols')
  @HttpCode(200)
  @OfficerStep()
  joinProtocols(
    @CurrentPrincipal() by: Principal,
    @Param('code', CODE) code: string,
    @IfMatch() basedOn: BasedOn,
    @Body() protocols: ProtocolsDto,
    @OnceByKey() once: Once,
  ): Promise<AgencyDto> {
    return this.protocols.join(by, { code, basedOn, once }, protocols);
  }

  /** Replaces all: who processes for the agency, and for whom it answers recalls. */
  @Put(':code/processors')
  @HttpCode(200)
  @OfficerStep()
  nameProcessors(
    @CurrentPrincipal() by: Principal,
    @Param('code', CODE) code: string,
    @IfMatch() basedOn: BasedOn,
    @Body() processors: ProcessorsDto,
  ): Promise<AgencyDto> {
    return this.processors.name(by, code, basedOn, processors);
  }
}
