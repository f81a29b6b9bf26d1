import { Module } from '@nestjs/common';
import { AssignRoles } from './assign-roles.js';
import { ListPrincipals } from './list-principals.js';
import { OwnPrincipalController } from './own-principal.controller.js';
import { PrincipalController } from './principal.controller.js';
import { RegisterPrincipal } from './register-principal.js';
import { ResumePrincipal } from './resume-principal.js';
import { SuspendPrincipal } from './suspend-principal.js';

@Module({
  // The fixed name comes first: `me` is nobody's id.
  controllers: [OwnPrincipalController, PrincipalController],
  providers: [ListPrincipals, RegisterPrincipal, SuspendPrincipal, ResumePrincipal, AssignRoles],
})
export class PrincipalModule {}
