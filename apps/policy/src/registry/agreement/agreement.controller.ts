import type { BasedOn } from '#libs/domain';
import { Allow, CurrentPrincipal, Idempotent, IfMatch, Versioned, type Principal } from '#libs/http';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { Named } from '../../doors/named.pipe.js';
import { AGREEMENT_ID } from '../../doors/shapes.js';
import { AgreementDto, AgreementPageDto } from './agreement-answer.dto.js';
import { AgreementTermsDto, NewAgreementDto } from './agreement.dto.js';
import { AgreementQuery } from './agreement-query.dto.js';
import { ConcludeAgreement } from './conclude-agreement.js';
import { ListAgreements } from './list-agreements.js';
import { ReviseAgreement } from './revise-agreement.js';

const ID = new Named(AGREEMENT_ID);

/** Agreements as they are written down and read; their steps from draft to live and back stand beside. */
@Controller('v1/agreements')
export class AgreementController {
  constructor(
    private readonly agreements: ListAgreements,
    private readonly concluding: ConcludeAgreement,
    private readonly revising: ReviseAgreement,
  ) {}

  /** The agreements between agencies. */
  @Get()
  @Allow('resident', 'practitioner', 'officer', 'system')
  list(@CurrentPrincipal() by: Principal, @Query() query: AgreementQuery): Promise<AgreementPageDto> {
    return this.agreements.list(by, query);
  }

  /** One agreement, with what is proposed for it. */
  @Get(':id')
  @Allow('resident', 'practitioner', 'officer', 'system')
  @Versioned()
  read(@CurrentPrincipal() by: Principal, @Param('id', ID) id: string): Promise<AgreementDto> {
    return this.agreements.one(by, id);
  }

  /** A draft, complete or not. */
  @Post()
  @Allow('officer')
  @Idempotent()
  @Versioned()
  create(@CurrentPrincipal() by: Principal, @Body() agreement: NewAgreementDto): Promise<AgreementDto> {
    return this.concluding.conclude(by, agreement);
  }

  /** Replaces all terms. What only narrows a live agreement counts at once; anything else waits as `proposal`. */
  @Put(':id')
  @Allow('officer')
  @Idempotent()
  @Versioned()
  revise(
    @CurrentPrincipal() by: Principal,
    @Param('id', ID) id: string,
    @IfMatch() basedOn: BasedOn,
    @Body() terms: AgreementTermsDto,
  ): Promise<AgreementDto> {
    return this.revising.revise(by, id, basedOn, terms);
  }
}
