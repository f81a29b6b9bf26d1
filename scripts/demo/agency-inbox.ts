import {
  ClientCredentials,
  Connector,
  DeliveryHandler,
  FeedSource,
  MemorySequenceStore,
  RelayApi,
  TopicSource,
  type DeliverySource,
  type OpenedDelivery,
  type Recall,
  type RecallReply,
  type RefusedDelivery,
} from '#libs/connector';
import { systemSecret } from '../../apps/identity/src/people/system-secret.js';
import type { TownApiOptions } from '../town/town-api.js';
import { until } from './until.js';

export interface InboxOptions {
  readonly agency: string;
  readonly town: TownApiOptions;
  /** Kafka where the stack relays through it; the HTTP feed otherwise. */
  readonly kafka: string | undefined;
  /** Own memory and own consumer group: an inbox of a new name reads from the beginning. */
  readonly name: string;
}

const QUICK_MS = 100;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * An agency's side of the broker in the demo: the connector that it would install, reading its real topic or feed, and a
 * case system that keeps the demo's deliveries to show them.
 */
export class AgencyInbox extends DeliveryHandler {
  readonly openedAll: OpenedDelivery[] = [];
  readonly refusals: RefusedDelivery[] = [];
  readonly recalls: Recall[] = [];
  private readonly api: RelayApi;
  private readonly store = new MemorySequenceStore();

  constructor(
    private readonly options: InboxOptions,
    private readonly answerRecall: (recall: Recall) => readonly RecallReply[] = () => [{ answer: 'deleted' }],
  ) {
    super();
    const { town, agency } = options;
    const clientId = agency.toLowerCase();
    const clientSecret = systemSecret(town.systemSecret, clientId);
    const token = new ClientCredentials({ tokenUrl: `${town.issuer}/token`, clientId, clientSecret });
    this.api = new RelayApi(`${town.edge}/api/relay`, token);
  }

  /** Runs the connector until the condition holds, then stops it: what comes later waits where it is. */
  async runUntil(what: string, holds: () => boolean): Promise<void> {
    const { api, store } = this;
    const connector = new Connector({
      source: this.source(),
      api,
      store,
      handler: this,
      log: silent,
      recallPollMs: QUICK_MS,
    });
    connector.start();
    try {
      await until(what, () => holds() || undefined);
    } finally {
      await connector.stop();
    }
  }

  async opened(delivery: OpenedDelivery): Promise<void> {
    this.openedAll.push(delivery);
  }

  async refused(refusal: RefusedDelivery): Promise<void> {
    this.refusals.push(refusal);
  }

  async recalled(recall: Recall): Promise<readonly RecallReply[]> {
    this.recalls.push(recall);
    return this.answerRecall(recall);
  }

  /** Ids of everything that came, opened or refused. */
  get seen(): Set<string> {
    return new Set([...this.openedAll, ...this.refusals].map(({ deliveryId }) => deliveryId));
  }

  private source(): DeliverySource {
    const { agency, kafka, name } = this.options;
    if (!kafka) return new FeedSource({ api: this.api, store: this.store, log: silent, pollMs: QUICK_MS });
    const brokers = kafka.split(',');
    return new TopicSource({ brokers, clientId: `demo-${name}`, agency, group: `demo-${name}`, log: silent });
  }
}
