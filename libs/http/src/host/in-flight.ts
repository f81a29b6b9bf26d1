/** Counts the requests being answered, so that stopping can wait for the last one. */
export class InFlight {
  private current = 0;
  private waiting: (() => void)[] = [];

  get count(): number {
    return this.current;
  }

  enter(): void {
    this.current += 1;
  }

  leave(): void {
    this.current -= 1;
    if (this.current > 0) return;
    for (const wake of this.waiting.splice(0)) wake();
  }

  /** True when the last one left in time. */
  async settled(withinMs: number): Promise<boolean> {
    if (this.current === 0) return true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), withinMs);
    });
    const done = new Promise<boolean>((resolve) => this.waiting.push(() => resolve(true)));
    return Promise.race([done, late]).finally(() => clearTimeout(timer));
  }
}
