import { Injectable } from '@nestjs/common';
import { CONSENT_CHANGES_TOPIC, POLICY_CHANGES_TOPIC } from '#libs/contracts';
import {
  ConsumerRunner,
  type KafkaOptions,
  kafkaSecurity,
  KafkaSink,
  KafkaSource,
  LogSink,
  LogSource,
  PoolTransactions,
  Shipper,
  type Sink,
  type Source,
} from '#libs/messaging';
import { hotPool } from '#libs/persistence';
import { Log } from '#libs/telemetry';
import type pg from 'pg';
import { RelayConfig } from '../config.js';
import { HANDLERS } from '../events/changes.js';

const GROUP = 'relay';
const TOPICS = [CONSENT_CHANGES_TOPIC, POLICY_CHANGES_TOPIC];
/** Background connections: the log's appends and the consumer's transactions; never those of the hot path. */
const POOL_SIZE = 6;

/**
 * The relay's way to and from the topics: a shipper that empties the outbox into Kafka or the embedded log, and the
 * consumer of other apps' changes. Both wait, with back-off and a line in the log, for what is away.
 */
@Injectable()
export class Shipping {
  private readonly pool: pg.Pool;
  private readonly sink: Sink;
  private readonly shipper: Shipper;
  private readonly consumer: ConsumerRunner<pg.PoolClient>;
  private onChange: () => void = () => undefined;

  constructor(
    private readonly config: RelayConfig,
    private readonly log: Log,
  ) {
    requireBrokers(config);
    this.pool = hotPool(
      config.DATABASE_URL,
      'relay-messaging',
      (err) => log.warn({ err }, 'an idle connection was lost'),
      POOL_SIZE,
    );
    this.sink = config.KAFKA_BROKERS ? new KafkaSink(this.kafka(config.KAFKA_BROKERS)) : new LogSink(this.pool);
    this.shipper = new Shipper({ databaseUrl: config.DATABASE_URL, sink: this.sink, source: config.EVENT_SOURCE, log });
    this.consumer = new ConsumerRunner({
      group: GROUP,
      source: this.source(),
      transactions: new PoolTransactions(this.pool),
      handlers: HANDLERS,
      log,
      onCommitted: () => this.onChange(),
    });
  }

  /** `onChange` is called after changes of other apps were queued as work. */
  start(onChange: () => void): void {
    this.onChange = onChange;
    this.shipper.start();
    this.consumer.start();
  }

  /** Something was published: ship it now instead of at the next poll. */
  kick(): void {
    this.shipper.kick();
  }

  async stop(): Promise<void> {
    await this.consumer.stop();
    await this.shipper.stop();
    await this.sink.close();
    await this.pool.end();
  }

  private kafka(brokers: readonly string[]): KafkaOptions {
    const { config } = this;
    const security = kafkaSecurity({
      ...{ tls: config.KAFKA_TLS === 'on', caFile: config.KAFKA_CA_FILE },
      ...{ certFile: config.KAFKA_CERT_FILE, keyFile: config.KAFKA_KEY_FILE, mechanism: config.KAFKA_SASL_MECHANISM },
      ...{ username: config.KAFKA_USERNAME, passwordFile: config.KAFKA_PASSWORD_FILE },
    });
    return { brokers, clientId: GROUP, ...security };
  }

  private source(): Source {
    const { KAFKA_BROKERS: brokers, DATABASE_URL: databaseUrl } = this.config;
    if (brokers) return new KafkaSource({ ...this.kafka(brokers), group: GROUP, topics: TOPICS, log: this.log });
    return new LogSource({ databaseUrl, group: GROUP, topics: TOPICS, log: this.log });
  }
}

/** Whoever says how to come to Kafka means Kafka: without brokers all would go through the embedded log, and nobody be told. */
function requireBrokers(config: RelayConfig): void {
  if (config.KAFKA_BROKERS) return;
  const { KAFKA_TLS, KAFKA_CA_FILE, KAFKA_CERT_FILE, KAFKA_KEY_FILE } = config;
  const { KAFKA_SASL_MECHANISM, KAFKA_USERNAME, KAFKA_PASSWORD_FILE } = config;
  const ways = {
    ...{ KAFKA_TLS: KAFKA_TLS === 'on' ? KAFKA_TLS : undefined, KAFKA_CA_FILE, KAFKA_CERT_FILE, KAFKA_KEY_FILE },
    ...{ KAFKA_SASL_MECHANISM, KAFKA_USERNAME, KAFKA_PASSWORD_FILE },
  };
  const given = Object.entries(ways).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (given.length === 0) return;
  throw new Error(`${given.join(', ')} ${given.length > 1 ? 'need' : 'needs'} KAFKA_BROKERS, which is missing.`);
}
