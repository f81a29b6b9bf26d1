import type { BasedOn } from '#libs/domain';
import { CurrentPrincipal, IfMatch, type Once, OnceByKey, type Principal } from '#libs/http';
import { Body, Controller, Param, Post, HttpCode } from '@nestjs/common';
import { Named } from '../../doors/named.pipe.js';
import { AGREEMENT_ID } from '../../doors/shapes.js';
import { OfficerStep } from '../../doors/officer-step.js';
import { StopReasonDto } from '../../doors/stop-reason.dto.js';
import { ActivateAgreement } from './activate-agreement.js';
import { AgreementDto } from './agreement-answer.dto.js';
import { NewSignOffDto, ReviewedDto } from './agreement.dto.js';
import { ChangeAgreementState } from './change-agreement-state.js';
import { SignAgreementOff } from './sign-agreement-off.js';

const ID = new Named(AGREEMENT_ID);

/** draft → live → under-review → live …, and the emergency stop; what has expired is over by the clock alone. */
@Controller('v1/agreements')
export class AgreementStepsController {
  constructor(
    private readonly signing: SignAgreementOff,
    private readonly activating: ActivateAgreement,
    private readonly state: ChangeAgreementState,
  ) {}

  /** That an office holder signed the draft, or the proposal, as it stands. */
  @Post(':id/sign-offs')
  @HttpCode(200)
  @OfficerStep()
  signOff(
    @CurrentPrincipal() by: Principal,
    @Param('id', ID) id: string,
    @IfMatch() basedOn: BasedOn,
    @Body() signOff: NewSignOffDto,
  ): Promise<AgreementDto> {
    return this.signing.signOff(by, id, basedOn, signOff);
  }

  /** A draft goes live, or a proposal becomes the terms; 409 says what is missing, field by field. */
  @Post(':id/activate')
  @HttpCode(200)
  @OfficerStep()
  activate(
    @CurrentPrincipal() by: Principal,
    @Param('id', ID) id: string,
    @IfMatch() basedOn: BasedOn,
  ): Promise<AgreementDto> {
    return this.activating.activate(by, id, basedOn);
  }

  /** From the answer on, nothing is released under it. */
  @Post(':id/suspend')
  @HttpCode(200)
  @OfficerStep()
  suspend(
    @CurrentPrincipal() by: Principal,
    @Param('id', ID) id: string,
    @IfMatch() basedOn: BasedOn,
    @Body() { reason }: StopReasonDto,
    @OnceByKey() once: Once,
  ): Promise<AgreementDto> {
    return this.state.change(by, { id, basedOn, once }, 'suspend', reason);
  }

  /** Ends its suspension. */
  @Post(':id/resume')
  @HttpCode(200)
  @OfficerStep()
  resume(
    @CurrentPrincipal() by: Principal,
    @Param('id', ID) id: string,
    @IfMatch() basedOn: BasedOn,
    @Body() { reason }: StopReasonDto,
  ): Promise<AgreementDto> {
    return this.state.change(by, { id, basedOn }, 'resume', reason);
  }

  /** Begins a review before its date; sharing goes on. */
  @Post(':id/review')
  @HttpCode(200)
  @OfficerStep()
  review(
    @CurrentPrincipal() by: Principal,
    @Param('id', ID) id: string,
    @IfMatch() basedOn: BasedOn,
  ): Promise<AgreementDto> {
    return this.state.change(by, { id, basedOn }, 'review');
  }

  /** The review is over, and the next one has a date. */
  @Post(':id/reviewed')
  @HttpCode(200)
  @OfficerStep()
  reviewed(
    @CurrentPrincipal() by: Principal,
    @Param('id', ID) id: string,
    @IfMatch() basedOn: BasedOn,
    @Body() { reviewAt }: ReviewedDto,
  ): Promise<AgreementDto> {
    return this.state.reviewed(by, id, basedOn, new Date(reviewAt));
  }
}
