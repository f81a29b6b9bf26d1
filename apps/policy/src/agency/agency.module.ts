import { Module } from '@nestjs/common';
import { AgencyController } from './agency.controller.js';
import { ChangeAgency } from './change-agency.js';

@Module({ controllers: [AgencyController], providers: [ChangeAgency] })
export class AgencyModule {}
