import { Module } from '@nestjs/common';
import { AgencyController } from './agency.controller.js';
import { ChangeAgencyStatus } from './change-agency-status.js';
import { JoinProtocols } from './join-protocols.js';
import { ListAgencies } from './list-agencies.js';
import { RegisterAgency } from './register-agency.js';

@Module({
  controllers: [AgencyController],
  providers: [RegisterAgency, ChangeAgencyStatus, JoinProtocols, ListAgencies],
})
export class AgencyModule {}
