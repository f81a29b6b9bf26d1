import { Module } from '@nestjs/common';
import { ChangePrincipal } from './change-principal.js';
import { PrincipalController } from './principal.controller.js';

@Module({ controllers: [PrincipalController], providers: [ChangePrincipal] })
export class PrincipalModule {}
