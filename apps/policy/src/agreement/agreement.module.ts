import { Module } from '@nestjs/common';
import { AgreementController } from './agreement.controller.js';
import { ChangeAgreementState } from './change-agreement-state.js';
import { ConcludeAgreement } from './conclude-agreement.js';
import { ListAgreements } from './list-agreements.js';

@Module({ controllers: [AgreementController], providers: [ListAgreements, ConcludeAgreement, ChangeAgreementState] })
export class AgreementModule {}
