import { Module } from '@nestjs/common';
import { StopController } from './stop.controller.js';

@Module({ controllers: [StopController] })
export class StopModule {}
