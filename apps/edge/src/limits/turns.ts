/** Requests that are begun in one turn of the event loop: what one that stops sharing may have to wait for. */
const PER_TURN = 4;

/**
 * Begins what waits a few at a time, and looks at the sockets in between: a thousand requests that come at once are
 * then no wall before the one that comes after them.
 */
export class Turns {
  private readonly line: (() => void)[] = [];

  /** Resolves when it is this one's turn; in the order of asking. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      if (this.line.push(resolve) === 1) setImmediate(this.begin);
    });
  }

  private readonly begin = (): void => {
    for (const resolve of this.line.splice(0, PER_TURN)) resolve();
    if (this.line.length > 0) setImmediate(this.begin);
  };
}
