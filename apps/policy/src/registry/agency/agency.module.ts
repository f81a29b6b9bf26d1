import { Module } from '@nestjs/common';
import { AgencyController } from './agency.controller.js';
import { ChangeAgencyStatus } from './change-agency-status.js';
import { JoinProtocols } from './join-protocols.js';
import { ListAgencies } from './list-agencies.js';
import { NameProcessors } from './name-processors.js';
import { RegisterAgency } from './register-agency.js';

@Module({
  controllers: [AgencyController],
  providers: [RegisterAgency, ChangeAgencyStatus, JoinProtocols, NameProcessors, ListAgencies],
})
export class AgencyModule {}
