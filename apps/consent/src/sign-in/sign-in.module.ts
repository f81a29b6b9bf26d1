import { Module } from '@nestjs/common';
import { ResidentModule } from '../resident/resident.module.js';
import { BindSignIn } from './bind-sign-in.js';
import { RemoveSignIn } from './remove-sign-in.js';
import { SignInStore } from './sign-in-store.js';
import { SignInController } from './sign-in.controller.js';

@Module({
  imports: [ResidentModule],
  controllers: [SignInController],
  providers: [SignInStore, BindSignIn, RemoveSignIn],
})
export class SignInModule {}
