import { Module } from '@nestjs/common';
import { SaidSince } from './said-since.js';

@Module({
  providers: [SaidSince],
  exports: [SaidSince],
})
export class LossModule {}
