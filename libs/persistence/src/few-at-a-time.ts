/** Calls of one kind, so many at a time: while they run, whoever comes gathers for the next. */
export class FewAtATime {
  private running = 0;
  private isDue = false;

  /** `next` begins a call, or says that there is nothing to begin. */
  constructor(
    private readonly most: number,
    private readonly next: () => Promise<void> | undefined,
  ) {}

  /**
   * There may be something to begin: call it whenever something has come. What comes in the same turn of the event loop goes
   * together, so that a busy process does not send the first of many alone. A call that ends is followed by the next.
   */
  pump(): void {
    if (this.isDue || this.running >= this.most) return;
    this.isDue = true;
    setImmediate(() => {
      this.isDue = false;
      this.begin();
    });
  }

  private begin(): void {
    while (this.running < this.most) {
      const call = this.next();
      if (!call) return;
      this.running += 1;
      void call.finally(() => {
        this.running -= 1;
        this.pump();
      });
    }
  }
}
