import { Module } from '@nestjs/common';
import { DispatchModule } from '../dispatch/dispatch.module.js';
import { FeedModule } from '../feed/feed.module.js';
import { LossModule } from '../loss/loss.module.js';
import { OfferedModule } from '../offered/offered.module.js';
import { ReleaseModule } from '../release/release.module.js';
import { DeliveryController } from './delivery.controller.js';
import { FeedWay } from './feed-way.js';
import { OpenDeliveries } from './open-deliveries.js';
import { OpenWay } from './open-way.js';
import { ReadFeed } from './read-feed.js';

@Module({
  imports: [DispatchModule, FeedModule, LossModule, OfferedModule, ReleaseModule],
  controllers: [DeliveryController],
  providers: [OpenDeliveries, OpenWay, ReadFeed, FeedWay],
})
export class DeliveryModule {}
