import { write, writeSync } from 'node:fs';

const OUTPUT = 1;
/** Bytes of lines that wait for a slow disk or reader; what comes on top is dropped. */
const MOST_WAITING = 4 * 1024 * 1024;
const AGAIN_AFTER_MS = 20;
const TRIES_AT_THE_END = 50;

/**
 * Standard output for a log. An app outlives its log's disk: lines that cannot be written, or would have to wait in
 * memory without bound, are dropped and counted, and nothing waits for them, the end of the process least of all. What
 * must not be lost stands in the audit log, in the database.
 */
class StandardOutput {
  dropped = 0;
  private waiting: string[] = [];
  private bytes = 0;
  private writing: Buffer | undefined;

  write(line: string): void {
    const size = Buffer.byteLength(line);
    if (this.bytes + size > MOST_WAITING) {
      this.dropped += 1;
      return;
    }
    this.bytes += size;
    this.waiting.push(line);
    if (this.writing === undefined) this.begin();
  }

  /** What still waits when the process ends, as far as it is taken now. */
  end(): void {
    let rest = Buffer.concat([this.writing ?? Buffer.alloc(0), Buffer.from(this.waiting.join(''))]);
    for (let tries = 0; rest.length > 0 && tries < TRIES_AT_THE_END; tries += 1) {
      try {
        rest = rest.subarray(writeSync(OUTPUT, rest));
      } catch (error) {
        if (!isBusy(error)) return;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, AGAIN_AFTER_MS);
      }
    }
  }

  private begin(): void {
    this.writing = Buffer.from(this.waiting.join(''));
    this.waiting = [];
    this.goOn(this.writing);
  }

  private goOn(rest: Buffer): void {
    this.writing = rest;
    write(OUTPUT, rest, (error, written) => {
      if (error && isBusy(error)) setTimeout(() => this.goOn(rest), AGAIN_AFTER_MS);
      else if (!error && written < rest.length) this.took(written, rest.subarray(written));
      else this.done(error ? linesIn(rest) : 0, rest.length);
    });
  }

  private took(bytes: number, rest: Buffer): void {
    this.bytes -= bytes;
    this.goOn(rest);
  }

  private done(lost: number, bytes: number): void {
    this.dropped += lost;
    this.bytes -= bytes;
    this.writing = undefined;
    if (this.waiting.length > 0) this.begin();
  }
}

const isBusy = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EAGAIN';
const linesIn = (text: Buffer): number => text.reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 0);

/** One for the process: two would tear each other's lines. */
export const standardOutput = new StandardOutput();
process.once('exit', () => standardOutput.end());
