/** How long, in ms, at least one of several pieces of work was under way. */
export class Waiting {
  private underWay = 0;
  private since = 0;
  private total = 0;

  get ms(): number {
    return this.total + (this.underWay > 0 ? performance.now() - this.since : 0);
  }

  async during<T>(work: Promise<T>): Promise<T> {
    if (this.underWay === 0) this.since = performance.now();
    this.underWay += 1;
    try {
      return await work;
    } finally {
      this.underWay -= 1;
      if (this.underWay === 0) this.total += performance.now() - this.since;
    }
  }
}
