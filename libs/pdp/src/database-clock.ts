import { performance } from 'node:perf_hooks';
import { parseInstant, type Instant } from '#libs/domain';

const MICROS_PER_MS = 1_000;

/**
 * What the database's clock says at least: its last answer, and what has passed here since that came. Never ahead of it but by
 * what the two run apart, which whoever records compares (`decidedAt`); nothing of this process's own calendar is in it.
 */
export class DatabaseClock {
  private last: Instant | undefined;
  private heardAt = 0;

  constructor(private readonly elapsedMs: () => number = () => performance.now()) {}

  /** A time that the database has just told, RFC 3339. Also one that is before the last: its offset may have been moved. */
  hear(time: string): void {
    this.last = parseInstant(time);
    this.heardAt = this.elapsedMs();
  }

  /** Undefined before the first answer. */
  now(): Instant | undefined {
    if (this.last === undefined) return undefined;
    return this.last + Math.floor((this.elapsedMs() - this.heardAt) * MICROS_PER_MS);
  }
}
