import { Module } from '@nestjs/common';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { OfferedModule } from '../offered/offered.module.js';
import { ReleaseModule } from '../release/release.module.js';
import { AcceptBatch } from './accept-batch.js';
import { AcceptRecords } from './accept-records.js';
import { KnownRecipients } from './known-recipients.js';
import { ListDeliveries } from './list-deliveries.js';
import { ListSent } from './list-sent.js';
import { RecordController } from './record.controller.js';
import { RetractRecord } from './retract-record.js';
import { SentDeliveries } from './sent-deliveries.js';
import { SentController } from './sent.controller.js';
import { StoreUpdates } from './store-updates.js';
import { UpdateHolders } from './update-holders.js';

@Module({
  imports: [DispatchModule, OfferedModule, ReleaseModule],
  controllers: [RecordController, SentController],
  providers: [
    AcceptBatch,
    AcceptRecords,
    UpdateHolders,
    StoreUpdates,
    RetractRecord,
    ListDeliveries,
    KnownRecipients,
    ListSent,
    SentDeliveries,
  ],
})
export class RecordModule {}
