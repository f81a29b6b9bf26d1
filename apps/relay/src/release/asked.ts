import type { Decision, DecisionRequest, Facts, Obligations, OtherRight, ReasonCode } from '#libs/domain';

/** What one way out asks for: seen in a list, read in a view, offered to an agency, opened by its connector. */
export type DisclosureKind = 'view' | 'list' | 'offer' | 'open';

/** Refusals that only the release line knows, beside those of the decision point. */
export type RefusalReason =
  | ReasonCode
  | 'replaced'
  | 'gone'
  | 'not-linked'
  | 'facts-moved'
  | 'busy'
  | 'obligation-not-kept';

/** One item on the line. `id` becomes the disclosure's id; the refs say what it is about, where there is something. */
export interface Asked {
  readonly id: string;
  readonly kind: DisclosureKind;
  readonly request: DecisionRequest;
  readonly recordId?: string;
  readonly deliveryId?: string;
  /** The dispatcher's right to offer (`relay.work`). */
  readonly workId?: string;
}

export interface Decided {
  readonly asked: Asked;
  readonly facts: Facts;
  readonly decision: Decision;
}

/** What `relay.disclose` does to the delivery of an offer or an opening; field names are those of its JSON. */
export interface DeliveryEffect {
  readonly id: string;
  readonly recordId?: string;
  readonly stream?: string;
  readonly topic?: string;
  readonly key?: string;
  readonly event?: object;
  readonly envelope?: string;
  readonly wrappedKey?: string;
  readonly mask?: readonly string[];
  readonly agreement?: string | null;
  readonly basis?: string | null;
}

/** Content that may leave if, and only if, the fence lets its item pass. `refusal` turns a permit into a denial. */
export interface Prepared<Content> extends Decided {
  readonly content: Content | null;
  readonly refusal?: RefusalReason;
  readonly delivery?: DeliveryEffect;
  /** The resident's data key where the way has fetched it already, for the item's audit entry. */
  readonly residentKey?: Buffer;
}

/** The end of the line for one item. `content` is there only when the disclosure committed. */
export interface Released<Content> {
  readonly asked: Asked;
  readonly decision: Decision;
  readonly outcome: 'permit' | 'deny';
  readonly reason: RefusalReason;
  readonly content: Content | null;
  readonly entryId: string;
  /** When the disclosure committed, by the database's clock. */
  readonly at: string;
  /** `performance.now()` before the fence was called: from here the response has its second to begin. */
  readonly fencedAt: number;
}

/** What differs between the ways out: how content is fetched and minimised after a decision. */
export interface Way<Content> {
  /** Only where the right is not one of sharing, such as a sender's own record; the policies decide otherwise. */
  decide?(asked: Asked, facts: Facts): Decision & { readonly rule: OtherRight };
  /** What this way can carry out. A permit that obliges to more is denied as `obligation-not-kept`, and never prepared. */
  readonly keeps: readonly (keyof Obligations)[];
  prepare(decided: readonly Decided[]): Promise<Prepared<Content>[]>;
  /** For background work: what cannot be fenced now is thrown and tried again later, where a request would be denied. */
  readonly retriesLater?: true;
}
