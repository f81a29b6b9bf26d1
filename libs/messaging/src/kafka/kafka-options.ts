import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Kafka, logLevel, type ISocketFactoryArgs, type KafkaConfig } from 'kafkajs';
import type { MessagingLog } from '../messaging-log.js';

export interface KafkaOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Before every topic and group name: several places, or tests, on one cluster. */
  readonly topicPrefix?: string;
  /** Partitions of each topic, created and existing: another count is refused (keys would move). */
  readonly partitions?: number;
  readonly ssl?: KafkaConfig['ssl'];
  readonly sasl?: KafkaConfig['sasl'];
  readonly log?: MessagingLog;
}

/** Fails within some seconds rather than retrying for long: who calls has its own back-off, and says so in the log. */
export function kafkaClient(options: KafkaOptions): Kafka {
  return new Kafka({
    clientId: options.clientId,
    brokers: [...options.brokers],
    connectionTimeout: 3_000,
    requestTimeout: 8_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 3 },
    logLevel: logLevel.NOTHING,
    socketFactory: withoutDelay,
    ...(options.ssl === undefined ? {} : { ssl: options.ssl }),
    ...(options.sasl === undefined ? {} : { sasl: options.sasl }),
  });
}

/** Nagle's algorithm would hold a small batch back until the broker's delayed acknowledgement. */
function withoutDelay({ host, port, ssl, onConnect }: ISocketFactoryArgs): ReturnType<typeof connect> {
  const socket = ssl
    ? connectTls({ host, port, servername: host, ...ssl }, onConnect)
    : connect({ host, port }, onConnect);
  socket.setNoDelay(true);
  return socket.setKeepAlive(true, 60_000);
}
