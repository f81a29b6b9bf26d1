import { type BeforeApplicationShutdown, Injectable, type OnModuleInit } from '@nestjs/common';
import { Shipper } from '#libs/messaging';
import { Log } from '#libs/telemetry';
import { RelayConfig } from '../config.js';
import { TopicConnection } from './topic-connection.js';

/** Empties the outbox into Kafka or the embedded log. Waits, with back-off and a line in the log, for what is away. */
@Injectable()
export class Shipping implements OnModuleInit, BeforeApplicationShutdown {
  private readonly shipper: Shipper;

  constructor({ DATABASE_URL: databaseUrl, EVENT_SOURCE: source }: RelayConfig, { sink }: TopicConnection, log: Log) {
    this.shipper = new Shipper({ databaseUrl, sink, source, log });
  }

  onModuleInit(): void {
    this.shipper.start();
  }

  /** Something was published: ship it now instead of at the next poll. */
  kick(): void {
    this.shipper.kick();
  }

  /** After those who publish in the background. */
  beforeApplicationShutdown(): Promise<void> {
    return this.shipper.stop();
  }
}
