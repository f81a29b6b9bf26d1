import { Module } from '@nestjs/common';
import { AssignRoles } from './assign-roles.js';
import { ConfirmOfficerController } from './confirm-officer.controller.js';
import { ConfirmOfficer } from './confirm-officer.js';
import { ListPrincipals } from './list-principals.js';
import { OwnPrincipalController } from './own-principal.controller.js';
import { PrincipalController } from './principal.controller.js';
import { RegisterPrincipal } from './register-principal.js';
import { ResumePrincipal } from './resume-principal.js';
import { SuspendPrincipal } from './suspend-principal.js';

@Module({
  // The fixed name comes first: `me` is nobody's id.
  controllers: [OwnPrincipalController, PrincipalController, ConfirmOfficerController],
  providers: [ListPrincipals, RegisterPrincipal, SuspendPrincipal, ResumePrincipal, AssignRoles, ConfirmOfficer],
})
export class PrincipalModule {}
