import { PageQuery } from '#libs/contracts';
import { Allow, CurrentPrincipal, Idempotent, IfMatch, Versioned, type Principal } from '#libs/http';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Named } from '../doors/named.pipe.js';
import { AGREEMENT_ID } from '../doors/shapes.js';
import { AgreementDto, AgreementPageDto } from './agreement-answer.dto.js';
import { NewAgreementDto } from './agreement.dto.js';
import { ChangeAgreementState } from './change-agreement-state.js';
import { ConcludeAgreement } from './conclude-agreement.js';
import { ListAgreements } from './list-agreements.js';

const ID = new Named(AGREEMENT_ID);

@Controller('v1/agreements')
export class AgreementController {
  constructor(
    private readonly agreements: ListAgreements,
    private readonly concluding: ConcludeAgreement,
    private readonly state: ChangeAgreementState,
  ) {}

  @Get()
  @Allow('resident', 'practitioner', 'officer', 'system')
  list(@Query() query: PageQuery): Promise<AgreementPageDto> {
    return this.agreements.run(query);
  }

  @Get(':id')
  @Allow('resident', 'practitioner', 'officer', 'system')
  @Versioned()
  read(@Param('id', ID) id: string): Promise<AgreementDto> {
    return this.agreements.one(id);
  }

  @Post()
  @Allow('officer')
  @Idempotent()
  @Versioned()
  create(@CurrentPrincipal() by: Principal, @Body() agreement: NewAgreementDto): Promise<AgreementDto> {
    return this.concluding.run(by, agreement);
  }

  /** A draft goes live. */
  @Post(':id/activate')
  @HttpCode(200)
  @Allow('officer')
  @Idempotent()
  @Versioned()
  activate(
    @CurrentPrincipal() by: Principal,
    @Param('id', ID) id: string,
    @IfMatch() version: number,
  ): Promise<AgreementDto> {
    return this.state.run(by, id, version, 'activate');
  }

  /** From the answer on, nothing is released under it. */
  @Post(':id/suspend')
  @HttpCode(200)
  @Allow('officer')
  @Idempotent()
  @Versioned()
  suspend(
    @CurrentPrincipal() by: Principal,
    @Param('id', ID) id: string,
    @IfMatch() version: number,
  ): Promise<AgreementDto> {
    return this.state.run(by, id, version, 'suspend');
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Allow('officer')
  @Idempotent()
  @Versioned()
  resume(
    @CurrentPrincipal() by: Principal,
    @Param('id', ID) id: string,
    @IfMatch() version: number,
  ): Promise<AgreementDto> {
    return this.state.run(by, id, version, 'resume');
  }
}
