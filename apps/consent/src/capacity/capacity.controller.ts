import { Allow, CurrentPrincipal, Idempotent, NewId, type Once, OnceByKey, type Principal } from '#libs/http';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ResolveResident } from '../resident/resolve-resident.js';
import { ChangedCircumstanceView } from '../trail/changed-circumstance.dto.js';
import { AssessCapacity } from './assess-capacity.js';
import { AssessmentBody, AssessmentList, BestInterestsBody, BestInterestsList } from './capacity.dto.js';
import { DecideBestInterests } from './decide-best-interests.js';
import { EndBestInterests } from './end-best-interests.js';
import { ListCapacity } from './list-capacity.js';

@ApiTags('capacity')
@Controller('v1')
export class CapacityController {
  constructor(
    private readonly residents: ResolveResident,
    private readonly assessing: AssessCapacity,
    private readonly deciding: DecideBestInterests,
    private readonly ending: EndBestInterests,
    private readonly listing: ListCapacity,
  ) {}

  /** Records a capacity assessment of one decision (MCA 2005). It lapses. */
  @Post('residents/:id/capacity-assessments')
  @Allow('practitioner')
  @Idempotent()
  async assess(
    @CurrentPrincipal() principal: Principal,
    @Param('id') reference: string,
    @Body() { agreement = null, lacks, assessedAt, lapsesAt = null }: AssessmentBody,
    @NewId() id: string,
    @OnceByKey() once: Once,
  ): Promise<ChangedCircumstanceView> {
    return this.assessing.assess(principal, reference, { id, agreement, lacks, assessedAt, lapsesAt }, once);
  }

  /** Assessments of their capacity, each of one decision. */
  @Get('residents/:id/capacity-assessments')
  @Allow('resident')
  async assessments(@CurrentPrincipal() principal: Principal, @Param('id') reference: string): Promise<AssessmentList> {
    return { items: await this.listing.assessments(await this.residents.resolve(principal, reference)), next: null };
  }

  /** Records what was decided in a resident's best interests, and by whose authority. */
  @Post('residents/:id/best-interests')
  @Allow('practitioner')
  @Idempotent()
  async decide(
    @CurrentPrincipal() principal: Principal,
    @Param('id') reference: string,
    @Body() { agreement, categories = null, authority, endsAt = null }: BestInterestsBody,
    @NewId() id: string,
  ): Promise<ChangedCircumstanceView> {
    return this.deciding.decide(principal, reference, { id, agreement, categories, authority, endsAt });
  }

  /** What was decided in their best interests. */
  @Get('residents/:id/best-interests')
  @Allow('resident')
  async decisions(
    @CurrentPrincipal() principal: Principal,
    @Param('id') reference: string,
  ): Promise<BestInterestsList> {
    return { items: await this.listing.decisions(await this.residents.resolve(principal, reference)), next: null };
  }

  /** Ends a best-interests decision at once: the resident, or staff whom they or those who act for them tell. */
  @Post('best-interests/:id/end')
  @Allow('resident', 'practitioner', 'system', 'officer')
  @Idempotent()
  @HttpCode(200)
  async end(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @OnceByKey() once: Once,
  ): Promise<ChangedCircumstanceView> {
    return this.ending.end(principal, id, once);
  }
}
