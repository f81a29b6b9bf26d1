import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CONSENT_CHANGES_TOPIC, POLICY_CHANGES_TOPIC } from '#libs/contracts';
import { PoolTransactions } from '#libs/persistence';
import { ConsumerRunner, type ReceivedEvent } from '#libs/messaging';
import { countUp, HttpMetrics, Log } from '#libs/telemetry';
import type pg from 'pg';
import { Dispatcher } from '../dispatch/dispatcher.js';
import { TopicConnection } from '../shipping/topic-connection.js';
import { queueChanges } from './queue-changes.js';

const GROUP = 'relay';
/** Counted before the commit: an event that is tried again counts again. */
const NOT_UNDERSTOOD = {
  name: 'relay_changes_not_understood_total',
  help: 'Changes of other apps that this release could not read and took to end anything of their resident',
};

/** Consumes other apps' changes; those that were queued as work are dispatched at once. */
@Injectable()
export class TakeChanges implements OnModuleInit, OnModuleDestroy {
  private readonly consumer: ConsumerRunner<pg.PoolClient>;

  constructor(topics: TopicConnection, dispatcher: Dispatcher, metrics: HttpMetrics, log: Log) {
    const count = countUp(metrics, NOT_UNDERSTOOD);
    const alarm = ({ id: eventId, type: eventType, stream, seq }: ReceivedEvent): void => {
      log.error(
        { eventId, eventType, stream, seq: `${seq}` },
        'a change is not understood: it counts as one that may end anything',
      );
      count();
    };
    this.consumer = new ConsumerRunner({
      group: GROUP,
      source: topics.sourceFor(GROUP, [CONSENT_CHANGES_TOPIC, POLICY_CHANGES_TOPIC]),
      transactions: new PoolTransactions(topics.pool),
      handlers: queueChanges(alarm),
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
