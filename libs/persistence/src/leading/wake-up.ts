/**
 * A wait that can be cut short. A `kick` while nobody waits is kept for the next wait, so none is lost;
 * after `stop` no wait blocks any more.
 */
export class WakeUp {
  private kicked = false;
  private stoppedForGood = false;
  private readonly waiting = new Set<() => void>();
  private announceStop!: () => void;

  /** Resolves once `stop` has been called. */
  readonly whenStopped = new Promise<void>((resolve) => (this.announceStop = resolve));

  get stopped(): boolean {
    return this.stoppedForGood;
  }

  kick(): void {
    this.kicked = true;
    this.wakeAll();
  }

  stop(): void {
    this.stoppedForGood = true;
    this.announceStop();
    this.wakeAll();
  }

  /** Resolves after `ms`, at a kick, or at once when stopped. */
  async wait(ms: number): Promise<void> {
    await this.pause(ms, () => this.kicked);
    this.kicked = false;
  }

  /** A wait that only `stop` cuts short: kicks must not defeat a back-off. */
  async backOff(ms: number): Promise<void> {
    const until = Date.now() + ms;
    for (let left = ms; left > 0 && !this.stoppedForGood; left = until - Date.now())
      await this.pause(left, () => false);
  }

  private async pause(ms: number, already: () => boolean): Promise<void> {
    if (this.stoppedForGood || already()) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.waiting.add(wake);
    });
  }

  private wakeAll(): void {
    for (const wake of [...this.waiting]) wake();
  }
}
