import { DEFAULT_PAGE, pageOf, PageQuery } from '#libs/contracts';
import {
  Allow,
  CurrentPrincipal,
  cursorOf,
  Idempotent,
  IfMatch,
  keyAfter,
  type Principal,
  Versioned,
} from '#libs/http';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { IF_MATCH } from '../storage/if-match-header.js';
import { AgreementReader } from './agreement-reader.js';
import { AgreementPage, AgreementView, ChangedAgreement } from './agreement-view.dto.js';
import { AgreementBody } from './agreement.dto.js';
import { ChangeAgreement } from './change-agreement.js';

@ApiTags('agreements')
@Controller('v1/agreements')
export class AgreementController {
  constructor(
    private readonly changing: ChangeAgreement,
    private readonly reader: AgreementReader,
  ) {}

  @Get()
  @Allow('resident', 'practitioner', 'system', 'officer')
  async list(@CurrentPrincipal() principal: Principal, @Query() query: PageQuery): Promise<AgreementPage> {
    const limit = query.limit ?? DEFAULT_PAGE;
    const [after = ''] = keyAfter(query.after, 1) ?? [];
    return pageOf(
      await this.reader.page(principal, after, limit),
      limit,
      (view) => cursorOf(view.id),
      (view) => view,
    );
  }

  @Get(':id')
  @Allow('officer')
  @Versioned()
  one(@Param('id') id: string): Promise<AgreementView> {
    return this.reader.one(id);
  }

  /** Brings an agreement in as a draft. */
  @Post()
  @Allow('officer')
  @Idempotent()
  @Versioned()
  draft(@CurrentPrincipal() officer: Principal, @Body() body: AgreementBody): Promise<ChangedAgreement> {
    return this.changing.draft(officer, body);
  }

  /** Lets a draft count. */
  @Post(':id/activate')
  @Allow('officer')
  @Idempotent()
  @HttpCode(200)
  @Versioned()
  @ApiHeader(IF_MATCH)
  activate(
    @CurrentPrincipal() officer: Principal,
    @Param('id') id: string,
    @IfMatch() version: number,
  ): Promise<ChangedAgreement> {
    return this.changing.setState(officer, id, version, 'live');
  }

  /** Stops everything under the agreement. */
  @Post(':id/suspend')
  @Allow('officer')
  @Idempotent()
  @HttpCode(200)
  @Versioned()
  @ApiHeader(IF_MATCH)
  suspend(
    @CurrentPrincipal() officer: Principal,
    @Param('id') id: string,
    @IfMatch() version: number,
  ): Promise<ChangedAgreement> {
    return this.changing.setState(officer, id, version, 'suspended');
  }

  /** Lets a suspended agreement count again. */
  @Post(':id/resume')
  @Allow('officer')
  @Idempotent()
  @HttpCode(200)
  @Versioned()
  @ApiHeader(IF_MATCH)
  resume(
    @CurrentPrincipal() officer: Principal,
    @Param('id') id: string,
    @IfMatch() version: number,
  ): Promise<ChangedAgreement> {
    return this.changing.setState(officer, id, version, 'live');
  }
}
