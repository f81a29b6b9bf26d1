/** What was inside a delivery, as the sender posted it without the fields that must not leave. */
export interface DeliveredContent {
  /** The person by the agency's own local id; the rest as far as the agreement allows. */
  readonly person: {
    readonly localId: string;
    readonly familyName?: string;
    readonly givenName?: string;
    readonly birthDate?: string;
    readonly nhsNumber?: string;
  };
  readonly record: {
    readonly id: string;
    readonly source: string;
    readonly version: number;
    readonly category: string;
    readonly receivedAt: string;
    /** Paths of what the rule leaves out, whether or not the record held it. */
    readonly redacted: readonly string[];
    /** Paths of what the rule shows in part only, whether or not the record held it. */
    readonly masked: readonly string[];
    readonly body: unknown;
    /** The body's JSON text, for whoever must keep the digits of its numbers (1.00, 9007199254740993) as they were sent. */
    readonly bodyText: string;
  };
  readonly purpose: string;
  /** The legal mode that it was offered under (domain 1.5); shown beside the record. */
  readonly basis: string | null;
  readonly agreement: string | null;
  readonly noOnwardSharing: boolean;
  /** The resident contests it (UK GDPR Art 18): keep the mark beside the content. */
  readonly accuracyDisputed: boolean;
}

/** JSON values only: `JSON.stringify` takes it as it is. */
export interface OpenedDelivery extends DeliveredContent {
  readonly deliveryId: string;
  readonly resident: string;
  /** Position in the stream of this resident, gapless from 1; a number, as in the feed. */
  readonly seq: number;
  /** The audit entry of this opening at the broker. */
  readonly entryId: string;
}

/** JSON values only. */
export interface RefusedDelivery {
  readonly deliveryId: string;
  readonly resident: string;
  readonly seq: number;
  /** The broker's code (`withdrawn`, `replaced`, …; never one that passes by itself), or `unknown`, `not-listed`, `unreadable` where it is the connector's own. */
  readonly reason: string;
  readonly explain: string | null;
}

export interface Recall {
  readonly id: string;
  readonly deliveryId: string;
  readonly cause: 'withdrawn' | 'refused' | 'retracted';
  readonly raisedAt: string;
}

/** What became of a recalled delivery at the agency itself or, with `processor`, at one that processes for it. */
export interface RecallReply {
  readonly answer: 'received' | 'deleted' | 'kept';
  readonly processor?: string;
  /** With `kept`: why, in words for the resident. */
  readonly reason?: string;
  /** With `kept`: the day after which it is deleted, YYYY-MM-DD. */
  readonly keptUntil?: string;
}

/**
 * The agency's side. Called at least once for each delivery, in the order of its stream, one at a time within a stream: be
 * idempotent by `deliveryId`. Rejecting means "not now": that resident's deliveries wait and come again with back-off.
 */
export abstract class DeliveryHandler {
  abstract opened(delivery: OpenedDelivery): Promise<void>;
  abstract refused(refusal: RefusedDelivery): Promise<void>;
  /** `received` was answered already. What is decided later, by a person, goes through `Connector.answerRecall`. */
  abstract recalled(recall: Recall): Promise<readonly RecallReply[]>;
}
