import { Module } from '@nestjs/common';
import { Shipping } from './shipping.js';
import { TopicConnection } from './topic-connection.js';
import { WatchBacklog } from './watch-backlog.js';

@Module({
  providers: [TopicConnection, Shipping, WatchBacklog],
  exports: [TopicConnection, Shipping],
})
export class ShippingModule {}
