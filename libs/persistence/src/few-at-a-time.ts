/** Calls of one kind, so many at a time: while they run, whoever comes gathers for the next. */
export class FewAtATime {
  private running = 0;

  /** `next` begins a call, or says that there is nothing to begin. */
  constructor(
    private readonly most: number,
    private readonly next: () => Promise<void> | undefined,
  ) {}

  /** There may be something to begin: call it whenever something has come. A call that ends is followed by the next. */
  pump(): void {
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
