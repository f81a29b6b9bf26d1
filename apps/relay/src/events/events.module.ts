import { Module } from '@nestjs/common';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { ShippingModule } from '../shipping/shipping.module.js';
import { TakeChanges } from './take-changes.js';

@Module({
  imports: [DispatchModule, ShippingModule],
  providers: [TakeChanges],
})
export class EventsModule {}
