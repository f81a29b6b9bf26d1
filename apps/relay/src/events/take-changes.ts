import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CONSENT_CHANGES_TOPIC, POLICY_CHANGES_TOPIC } from '#libs/contracts';
import { PoolTransactions } from '#libs/persistence';
import { ConsumerRunner } from '#libs/messaging';
import { Log } from '#libs/telemetry';
import type pg from 'pg';
import { Dispatcher } from '../dispatch/dispatcher.js';
import { TopicConnection } from '../shipping/topic-connection.js';
import { HANDLERS } from './changes.js';

const GROUP = 'relay';

/** Consumes other apps' changes; those that were queued as work are dispatched at once. */
@Injectable()
export class TakeChanges implements OnModuleInit, OnModuleDestroy {
  private readonly consumer: ConsumerRunner<pg.PoolClient>;

  constructor(topics: TopicConnection, dispatcher: Dispatcher, log: Log) {
    this.consumer = new ConsumerRunner({
      group: GROUP,
      source: topics.sourceFor(GROUP, [CONSENT_CHANGES_TOPIC, POLICY_CHANGES_TOPIC]),
      transactions: new PoolTransactions(topics.pool),
      handlers: HANDLERS,
      log,
      onCommitted: () => dispatcher.kick(),
    });
  }

  onModuleInit(): void {
    this.consumer.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.consumer.stop();
  }
}
