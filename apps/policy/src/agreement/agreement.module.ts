import { Module } from '@nestjs/common';
import { AgreementReader } from './agreement-reader.js';
import { AgreementController } from './agreement.controller.js';
import { ChangeAgreement } from './change-agreement.js';

@Module({ controllers: [AgreementController], providers: [AgreementReader, ChangeAgreement] })
export class AgreementModule {}
