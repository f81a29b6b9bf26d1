import type { DataKey } from '#libs/trail';
import type { Decision, DecisionRequest, LineRefusal, Obligations, OtherRight, ReasonCode } from '#libs/domain';
import type { Facts } from '#libs/pdp';
import type { Fenced, Held } from './held.js';

/** What one way out asks for: seen in a list, read in a view, offered to an agency, opened by its connector. */
export type DisclosureKind = 'view' | 'list' | 'offer' | 'open';

/** What is said of each refusal of the line's own: it stands in for a permit, whose words would mislead. */
export const SAID_OF_REFUSALS: Readonly<Record<LineRefusal, string>> = {
  replaced: 'Less may be read than was sealed in this delivery. A narrower one follows in its place.',
  gone: 'This is over and is not opened again. What may still be shared comes anew.',
  'not-linked': 'Your agency has not linked this person yet.',
  'facts-moved': 'Something that this depends on changed while it was being decided. Ask again.',
  busy: 'Something that this depends on was just being changed. Ask again.',
  'obligation-not-kept': 'This may be shared only in a way that keeps conditions which this way cannot keep.',
  unreadable: 'This is held here, but cannot be read at present. Ask its sender.',
};

/** Why an item was refused: by the decision point, or by the line itself. */
export type RefusalReason = ReasonCode | LineRefusal;

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
  readonly keyController?: string | null;
  readonly mask?: readonly string[];
  readonly agreement?: string | null;
  readonly basis?: string | null;
}

/** Content that may leave if, and only if, the fence lets its item pass. `refusal` turns a permit into a denial. */
export interface Prepared<Content> extends Decided {
  readonly content: Held<Content> | null;
  readonly refusal?: RefusalReason;
  readonly delivery?: DeliveryEffect;
  /** What holds the item's audit entry, where the way has read the keys already. */
  readonly entryKey?: DataKey;
}

/** One item whose disclosure, or denial, committed. */
export interface Ended<Content> extends Fenced<Content> {
  readonly asked: Asked;
  readonly decision: Decision;
  readonly reason: RefusalReason;
  readonly entryId: string;
  /** When it committed, by the database's clock. */
  readonly at: string;
}

/** The end of the line for one item: its content taken out, and bound to the answer that carries it. */
export interface Released<Content> extends Omit<Ended<Content>, 'content'> {
  readonly content: Content | null;
}

/** What differs between the ways out: how content is fetched and minimised after a decision. */
export interface Way<Content> {
  /** Only where the right is not one of sharing, such as a sender's own record; the policies decide otherwise. */
  decide?(asked: Asked, facts: Facts): Decision & { readonly rule: OtherRight };
  /** What this way can carry out. A permit that obliges to more is denied as `obligation-not-kept`, and never prepared. */
  readonly keeps: readonly (keyof Obligations)[];
  prepare(decided: readonly Decided[]): Promise<Prepared<Content>[]>;
}
