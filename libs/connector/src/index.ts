export { AccessToken, ClientCredentials, type ClientCredentialsOptions } from './access-token.js';
export { Connector, type ConnectorOptions } from './connector.js';
export {
  DeliveryHandler,
  type DeliveredContent,
  type OpenedDelivery,
  type Recall,
  type RecallReply,
  type RefusedDelivery,
} from './delivery-handler.js';
export { DeliverySource, type OfferedDelivery, type Receive } from './delivery-source.js';
export { FeedSource, type FeedSourceOptions } from './feed-source.js';
export { FileSequenceStore } from './file-sequence-store.js';
export { MemorySequenceStore } from './memory-sequence-store.js';
export { RelayApi, RelayRefusal, type FeedPage, type Opening } from './relay-api.js';
export { SequenceStore } from './sequence-store.js';
export { TopicSource, type TopicSourceOptions } from './topic-source.js';
