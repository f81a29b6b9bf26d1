import { type MessagingLog } from '#libs/messaging';
import { BackOff, WakeUp } from '#libs/persistence';
import type { DeliveryHandler, Recall, RecallReply } from './delivery-handler.js';
import { readOn } from './read-on.js';
import { RelayRefusal, type RelayApi } from './relay-api.js';
import type { SequenceStore } from './sequence-store.js';

const CURSOR = 'recalls';
const PAGE = 100;
/** What a person has answered meanwhile leaves no room for. */
const PASSED_OVER: readonly string[] = ['recall-answered-deleted', 'recall-answered-too-often'];

/**
 * Looks for recalls and answers them: `received` at once, then whatever the handler says became of it. The cursor moves
 * after the last answer of a page, so a crash asks the handler again; answers are idempotent.
 */
export class RecallWatch {
  private readonly wake = new WakeUp();
  private readonly away = new BackOff(200, 30_000);
  private running: Promise<void> | undefined;

  constructor(
    private readonly api: RelayApi,
    private readonly store: SequenceStore,
    private readonly handler: DeliveryHandler,
    private readonly log: MessagingLog,
    private readonly pollMs: number,
  ) {}

  start(): void {
    this.running ??= this.watch();
  }

  async stop(): Promise<void> {
    this.wake.stop();
    await this.running;
  }

  private async watch(): Promise<void> {
    while (!this.wake.stopped) {
      try {
        const found = await this.step();
        this.away.reset();
        if (!found) await this.wake.wait(this.pollMs);
      } catch (err) {
        const delayMs = this.away.next();
        this.log.warn({ attempt: this.away.attempt, delayMs, err }, 'recalls wait');
        await this.wake.backOff(delayMs);
      }
    }
  }

  private async step(): Promise<boolean> {
    const { recalls, next } = await readOn(this.store, this.log, CURSOR, (after) => this.api.recalls(after, PAGE));
    for (const recall of recalls) await this.answer(recall);
    if (recalls.length > 0) await this.store.moveTo(CURSOR, next);
    return recalls.length > 0;
  }

  private async answer({ id, deliveryId, cause, raisedAt }: Recall): Promise<void> {
    await this.api.answerRecall(id, { answer: 'received' });
    const replies = await this.handler.recalled({ id, deliveryId, cause, raisedAt });
    for (const reply of replies) await this.reply({ id, deliveryId }, reply);
  }

  /** What no longer follows upon what a person has answered meanwhile is passed over: the other recalls do not wait for it. */
  private async reply({ id, deliveryId }: Pick<Recall, 'id' | 'deliveryId'>, reply: RecallReply): Promise<void> {
    try {
      await this.api.answerRecall(id, reply);
    } catch (err) {
      if (!(err instanceof RelayRefusal && PASSED_OVER.includes(err.code ?? ''))) throw err;
      this.log.warn({ deliveryId, code: err.code }, 'a recall takes no more answers: this one was passed over');
    }
  }
}
