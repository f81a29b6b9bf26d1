import {
  DeliveryHandler,
  type OpenedDelivery,
  type Recall,
  type RecallReply,
  type RefusedDelivery,
} from '#libs/connector';

/** An agency's system that writes down what it is given, and fails where a test wants it to. */
export class RecordingHandler extends DeliveryHandler {
  readonly seen: OpenedDelivery[] = [];
  readonly refusals: RefusedDelivery[] = [];
  readonly recalls: Recall[] = [];
  replies: readonly RecallReply[] = [{ answer: 'deleted' }];
  failOn: (delivery: OpenedDelivery) => boolean = () => false;

  async opened(delivery: OpenedDelivery): Promise<void> {
    if (this.failOn(delivery)) throw new Error('the case system is closed');
    this.seen.push(delivery);
  }

  async refused(refusal: RefusedDelivery): Promise<void> {
    this.refusals.push(refusal);
  }

  async recalled(recall: Recall): Promise<readonly RecallReply[]> {
    this.recalls.push(recall);
    return this.replies;
  }

  /** `resident:seq` of everything opened, in order. */
  get order(): string[] {
    return this.seen.map(({ resident, seq }) => `${resident}:${seq}`);
  }
}
