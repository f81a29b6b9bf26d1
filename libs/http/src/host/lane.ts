import { UnavailableError } from '../problem/problem-error.js';

export interface LaneLimits {
  /** Requests that are worked on at once. */
  readonly slots: number;
  /** Slots that one client may hold: below `slots`, so that nobody can hold them all. */
  readonly perClient: number;
  /** Requests that may wait for a slot, at most half of them one client's; more are answered 503 at once. */
  readonly waiting: number;
  /** Milliseconds that one waits; then 503. */
  readonly waitMs: number;
}

interface Waiter {
  readonly client: string;
  begin(): void;
}

/** What a lane needs of an answer: when it is over, however it ended. */
export interface Ending {
  readonly closed: boolean;
  once(event: 'close', heard: () => void): unknown;
  off(event: 'close', heard: () => void): unknown;
}

/**
 * So many requests at once, and a bounded line before it. Whoever holds least goes next, so a client with one request
 * never stands behind all those of a client with a hundred.
 */
export class Lane {
  private running = 0;
  private readonly held = new Map<string, number>();
  private readonly line: Waiter[] = [];

  constructor(private readonly limits: LaneLimits) {}

  /** Requests that hold a slot, and those that wait. */
  get load(): { readonly running: number; readonly waiting: number } {
    return { running: this.running, waiting: this.line.length };
  }

  /** Resolves when this request has a slot, which it keeps until its answer closes. Rejects with UnavailableError. */
  async admit(client: string, answer: Ending): Promise<void> {
    if (answer.closed) throw new UnavailableError('the caller');
    if (this.hasRoomFor(client)) this.take(client, answer);
    else if (this.mayWait(client)) await this.turn(client, answer);
    else throw new UnavailableError('a free place');
  }

  private hasRoomFor(client: string): boolean {
    return this.running < this.limits.slots && this.heldBy(client) < this.limits.perClient;
  }

  private mayWait(client: string): boolean {
    const own = this.line.filter((waiter) => waiter.client === client).length;
    return this.line.length < this.limits.waiting && own < this.limits.waiting / 2;
  }

  private turn(client: string, answer: Ending): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        answer.off('close', giveUp);
        this.line.splice(this.line.indexOf(waiter), 1);
      };
      const giveUp = (): void => {
        settle();
        reject(new UnavailableError('a free place'));
      };
      const waiter: Waiter = {
        client,
        begin: () => {
          settle();
          this.take(client, answer);
          resolve();
        },
      };
      const timer = setTimeout(giveUp, this.limits.waitMs);
      answer.once('close', giveUp);
      this.line.push(waiter);
    });
  }

  private take(client: string, answer: Ending): void {
    this.running += 1;
    this.held.set(client, this.heldBy(client) + 1);
    answer.once('close', () => this.leave(client));
  }

  private leave(client: string): void {
    this.running -= 1;
    const left = this.heldBy(client) - 1;
    if (left > 0) this.held.set(client, left);
    else this.held.delete(client);
    this.next()?.begin();
  }

  private next(): Waiter | undefined {
    return this.line
      .filter((waiter) => this.hasRoomFor(waiter.client))
      .reduce<Waiter | undefined>(
        (best, waiter) => (best && this.heldBy(best.client) <= this.heldBy(waiter.client) ? best : waiter),
        undefined,
      );
  }

  private heldBy(client: string): number {
    return this.held.get(client) ?? 0;
  }
}
