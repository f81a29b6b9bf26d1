import { Module } from '@nestjs/common';
import { DeliveryReader } from './delivery-reader.js';

@Module({
  providers: [DeliveryReader],
  exports: [DeliveryReader],
})
export class OfferedModule {}
