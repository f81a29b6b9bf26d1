import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  type KafkaOptions,
  kafkaSecurity,
  KafkaSink,
  KafkaSource,
  LogSink,
  LogSource,
  type Sink,
  type Source,
} from '#libs/messaging';
import { hotPool } from '#libs/persistence';
import { Log } from '#libs/telemetry';
import type pg from 'pg';
import { RelayConfig } from '../config.js';

/** Background connections: the log's appends and the consumer's transactions; never those of the hot path. */
const POOL_SIZE = 6;

/** How this relay reaches the topics: Kafka where it is told of brokers, else the embedded log. Connects when first used. */
@Injectable()
export class TopicConnection implements OnApplicationShutdown {
  readonly pool: pg.Pool;
  readonly sink: Sink;

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
    this.sink = config.KAFKA_BROKERS
      ? new KafkaSink(this.kafka(config.KAFKA_BROKERS, 'relay'))
      : new LogSink(this.pool);
  }

  /** What a group reads of these topics. */
  sourceFor(group: string, topics: readonly string[]): Source {
    const { KAFKA_BROKERS: brokers, DATABASE_URL: databaseUrl } = this.config;
    if (brokers) return new KafkaSource({ ...this.kafka(brokers, group), group, topics, log: this.log });
    return new LogSource({ databaseUrl, group, topics, log: this.log });
  }

  /** After everything that ships or reads has stopped. */
  async onApplicationShutdown(): Promise<void> {
    await this.sink.close();
    await this.pool.end();
  }

  private kafka(brokers: readonly string[], clientId: string): KafkaOptions {
    const { config } = this;
    const security = kafkaSecurity({
      ...{ tls: config.KAFKA_TLS === 'on', caFile: config.KAFKA_CA_FILE },
      ...{ certFile: config.KAFKA_CERT_FILE, keyFile: config.KAFKA_KEY_FILE, mechanism: config.KAFKA_SASL_MECHANISM },
      ...{ username: config.KAFKA_USERNAME, passwordFile: config.KAFKA_PASSWORD_FILE },
    });
    return { brokers, clientId, ...security };
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
