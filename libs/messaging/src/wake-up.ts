/**
 * A wait that can be cut short. A `kick` while nobody waits is kept for the next wait, so none is lost;
 * after `stop` no wait blocks any more.
 */
export class WakeUp {
  private kicked = false;
  private stoppedForGood = false;
  private wake: (() => void) | undefined;

  get stopped(): boolean {
    return this.stoppedForGood;
  }

  kick(): void {
    this.kicked = true;
    this.wake?.();
  }

  stop(): void {
    this.stoppedForGood = true;
    this.wake?.();
  }

  /** Resolves after `ms`, at a kick, or at once when stopped. */
  async wait(ms: number): Promise<void> {
    await this.pause(ms, () => this.kicked);
    this.kicked = false;
  }

  /** A wait that only `stop` cuts short: kicks must not defeat a back-off. */
  async backOff(ms: number): Promise<void> {
    const until = Date.now() + ms;
    for (let left = ms; left > 0 && !this.stoppedForGood; left = until - Date.now()) await this.pause(left, () => false);
  }

  private async pause(ms: number, already: () => boolean): Promise<void> {
    if (this.stoppedForGood || already()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }
}
