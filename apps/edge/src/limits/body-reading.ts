import type { Readable } from 'node:stream';
import type { Ending } from '#libs/http';
import { BodyInCrumbs, BodyTooLarge, BodyTooSlow, CallerGone, NoRoom } from './body-errors.js';

export interface ReadingLimits {
  /** Bodies read at once. */
  readonly bodies: number;
  /** Bytes of memory that bodies take at once, from the first byte until the answer has gone. */
  readonly bytes: number;
  /** Milliseconds that a body may take whatever its size; after them it must keep up with `bytesPerSecond`. */
  readonly graceMs: number;
  readonly bytesPerSecond: number;
}

interface Reading {
  readonly client: string;
  readonly since: number;
  /** What has come of it. */
  bytes: number;
  /** What that takes. */
  weight: number;
  stop(error: Error): void;
}

const LOOK_EVERY_MS = 1_000;

/** What a piece takes of the memory at least: of a body in pieces of a byte each, Node makes 300 bytes a byte. */
const PIECE = 512;
/** More than a thousand pieces, of less than 64 bytes each. */
const isCrumbled = ({ bytes, weight }: Reading): boolean => weight > 1_000 * PIECE && weight > (PIECE / 64) * bytes;

/**
 * Reads bodies whole, before anything of an app is taken: what is half sent holds a place here and nowhere else. Where
 * there is no room, the body that has been read longest gives way, of the client that is reading most: a body that
 * comes at once, as every honest small one does, is never the one.
 */
export class BodyReading {
  private readonly current = new Set<Reading>();
  private weight = 0;
  private readonly look: NodeJS.Timeout;

  constructor(private readonly limits: ReadingLimits) {
    this.look = setInterval(() => this.endSlowOnes(), LOOK_EVERY_MS).unref();
  }

  /** Bodies being read now, and the bytes of memory held for requests that are not answered yet. */
  get load(): { readonly bodies: number; readonly bytes: number } {
    return { bodies: this.current.size, bytes: this.weight };
  }

  stop(): void {
    clearInterval(this.look);
    for (const reading of this.current) reading.stop(new NoRoom('stopping'));
  }

  /** The whole body. Its bytes count until the answer closes. Rejects with one of body-errors.ts. */
  read(client: string, body: Readable, answer: Ending, limit: number): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const parts: Buffer[] = [];
      const settle = (): void => {
        this.current.delete(reading);
        body.off('data', take).off('end', finish);
      };
      const reading: Reading = {
        client,
        since: performance.now(),
        bytes: 0,
        weight: 0,
        stop: (error) => {
          settle();
          this.release(reading);
          parts.length = 0;
          // What still comes is thrown away: closing on unread bytes would take the answer from the caller.
          body.resume();
          reject(error);
        },
      };
      const take = (part: Buffer): void => {
        const weight = Math.max(part.length, PIECE);
        reading.bytes += part.length;
        reading.weight += weight;
        this.weight += weight;
        parts.push(part);
        if (reading.bytes > limit) reading.stop(new BodyTooLarge(limit));
        else if (isCrumbled(reading)) reading.stop(new BodyInCrumbs());
        else while (this.weight > this.limits.bytes && this.current.has(reading)) this.makeRoom(largest);
      };
      const finish = (): void => {
        settle();
        resolve(Buffer.concat(parts));
        // In one piece now.
        this.release(reading, reading.bytes);
      };
      const gone = (): void => {
        if (this.current.has(reading)) reading.stop(new CallerGone());
        else this.release(reading);
      };
      body.on('error', gone).on('data', take).once('end', finish);
      answer.once('close', gone);
      this.current.add(reading);
      if (this.current.size > this.limits.bodies) this.makeRoom(oldest);
    });
  }

  /** Lets go of all that a reading takes but what it keeps. */
  private release(reading: Reading, keeps = 0): void {
    this.weight -= reading.weight - keeps;
    reading.weight = keeps;
  }

  /** Of the client that is reading most: for a place the oldest goes, for bytes the largest. */
  private makeRoom(victimOf: (readings: readonly Reading[]) => Reading): void {
    const byClient = new Map<string, Reading[]>();
    for (const reading of this.current)
      byClient.set(reading.client, [...(byClient.get(reading.client) ?? []), reading]);
    const busiest = [...byClient.values()].reduce((a, b) => (weightOf(b) > weightOf(a) ? b : a));
    victimOf(busiest).stop(new NoRoom('more is being read than there is room for'));
  }

  private endSlowOnes(): void {
    const { graceMs, bytesPerSecond } = this.limits;
    for (const reading of this.current) {
      const late = performance.now() - reading.since - graceMs;
      if (late > 0 && reading.bytes < (late / 1000) * bytesPerSecond) reading.stop(new BodyTooSlow());
    }
  }
}

const oldest = (readings: readonly Reading[]): Reading => readings[0]!;
const largest = (readings: readonly Reading[]): Reading => readings.reduce((a, b) => (b.weight > a.weight ? b : a));

/** Places and bytes in one measure: a place weighs as much as a small body. */
function weightOf(readings: readonly Reading[]): number {
  return readings.reduce((sum, reading) => sum + reading.weight + 4096, 0);
}
