import { Module } from '@nestjs/common';
import { ResidentModule } from '../resident/resident.module.js';
import { AllowLocation } from './allow-location.js';
import { LiftShield } from './lift-shield.js';
import { ListShields } from './list-shields.js';
import { SetShield } from './set-shield.js';
import { ShieldController } from './shield.controller.js';
import { ShieldStore } from './shield-store.js';

@Module({
  imports: [ResidentModule],
  controllers: [ShieldController],
  providers: [AllowLocation, LiftShield, ListShields, SetShield, ShieldStore],
})
export class ShieldModule {}
