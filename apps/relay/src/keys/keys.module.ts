import { Module } from '@nestjs/common';
import { ResidentKeys } from './resident-keys.js';

@Module({
  providers: [ResidentKeys],
  exports: [ResidentKeys],
})
export class KeysModule {}
