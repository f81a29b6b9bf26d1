import { Module } from '@nestjs/common';
import { ActivateAgreement } from './activate-agreement.js';
import { AgreementLedger } from './agreement-ledger.js';
import { AgreementController } from './agreement.controller.js';
import { AgreementStepsController } from './agreement-steps.controller.js';
import { AgreementVersionsController } from './agreement-versions.controller.js';
import { ChangeAgreementState } from './change-agreement-state.js';
import { ConcludeAgreement } from './conclude-agreement.js';
import { ListAgreements } from './list-agreements.js';
import { ReadVersions } from './read-versions.js';
import { RemindReviews } from './remind-reviews.js';
import { ReviseAgreement } from './revise-agreement.js';
import { SignAgreementOff } from './sign-agreement-off.js';

@Module({
  controllers: [AgreementController, AgreementStepsController, AgreementVersionsController],
  providers: [
    ...[AgreementLedger, ListAgreements, ReadVersions, ConcludeAgreement, ReviseAgreement],
    ...[SignAgreementOff, ActivateAgreement, ChangeAgreementState, RemindReviews],
  ],
  exports: [RemindReviews],
})
export class AgreementModule {}
