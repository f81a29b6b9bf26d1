export { readCloudEvent, UnreadableMessage, type ReceivedEvent } from './cloud-event.js';
export type { AttemptLimits } from './consuming/attempts.js';
export { ConsumerRunner, type ConsumerOptions } from './consuming/consumer-runner.js';
export type { EventHandler, Inbox, Outcome, UnreadableItem } from './consuming/inbox.js';
export { Marks } from './consuming/mark.js';
export type { ParkedStream, Release } from './consuming/parked-streams.js';
export { kafkaClient, type KafkaOptions } from './kafka/kafka-options.js';
export {
  kafkaSecurity,
  SASL_MECHANISMS,
  type KafkaSecuritySettings,
  type SaslMechanism,
} from './kafka/kafka-security.js';
export { openTopics } from './kafka/open-topics.js';
export type { MessagingLog } from './messaging-log.js';
export { messagingMigrations } from './migrations/index.js';
export type { DueQuery, Outbox, OutgoingMessage } from './outbox/outbox.js';
export { PgOutbox } from './outbox/pg-outbox.js';
export { publish, publishAll, type NewMessage } from './publish.js';
export { Shipper, type ShipperOptions } from './shipping/shipper.js';
export { KafkaSink } from './sinks/kafka-sink.js';
export { LogSink } from './sinks/log-sink.js';
export { TopicRefused, type Sink } from './sinks/sink.js';
export { KafkaSource, type KafkaSourceOptions } from './sources/kafka-source.js';
export { LogSource, type LogSourceOptions } from './sources/log-source.js';
export type { ReceivedBatch, ReceivedMessage, Source } from './sources/source.js';
