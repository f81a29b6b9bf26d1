import { Module } from '@nestjs/common';
import { LossModule } from '../loss/loss.module.js';
import { OfferedModule } from '../offered/offered.module.js';
import { ReleaseModule } from '../release/release.module.js';
import { ShippingModule } from '../shipping/shipping.module.js';
import { Candidates } from './candidates.js';
import { Dispatcher } from './dispatcher.js';
import { FollowUp } from './follow-up.js';
import { MoveRecords } from './move-records.js';
import { OfferRecords } from './offer-records.js';
import { OfferWay } from './offer-way.js';
import { PerformWork } from './perform-work.js';
import { PersonInDelivery } from './person-in-delivery.js';
import { SweepDeliveries } from './sweep-deliveries.js';
import { WorkQueue } from './work.js';

@Module({
  imports: [LossModule, OfferedModule, ReleaseModule, ShippingModule],
  providers: [
    Dispatcher,
    PerformWork,
    WorkQueue,
    MoveRecords,
    OfferRecords,
    OfferWay,
    PersonInDelivery,
    Candidates,
    SweepDeliveries,
    FollowUp,
  ],
  exports: [Dispatcher, FollowUp],
})
export class DispatchModule {}
