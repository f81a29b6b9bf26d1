import { Module } from '@nestjs/common';
import { ResidentModule } from '../resident/resident.module.js';
import { ChangeOptOut } from './change-opt-out.js';
import { OptOutController } from './opt-out.controller.js';

@Module({ imports: [ResidentModule], controllers: [OptOutController], providers: [ChangeOptOut] })
export class OptOutModule {}
