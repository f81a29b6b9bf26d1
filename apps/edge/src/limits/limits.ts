import type { LaneLimits } from '#libs/http';
import type { ReadingLimits } from './body-reading.js';

const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;

/** A body that is no post of records: what the apps themselves take. */
export const SMALL_BODY = 256 * KIBIBYTE;

/** Two lanes to each app. What stops sharing has its own, with connections that nothing else may take (promise 2). */
export const LANES: Readonly<Record<'usual' | 'stops', LaneLimits>> = {
  usual: { slots: 64, perClient: 48, waiting: 256, waitMs: 10_000 },
  stops: { slots: 16, perClient: 12, waiting: 256, waitMs: 10_000 },
};

/** Likewise two places for bodies that are still coming: together they bound what a flood can take of the memory. */
export const READING: Readonly<Record<'usual' | 'stops', Pick<ReadingLimits, 'bodies' | 'bytes'>>> = {
  usual: { bodies: 256, bytes: 16 * MEBIBYTE },
  stops: { bodies: 256, bytes: 4 * MEBIBYTE },
};

/** The slowest line that is waited for: a modem's. */
export const BYTES_PER_SECOND = 4 * KIBIBYTE;

/** Milliseconds that the rest of a refused body is thrown away, so that the answer arrives before the end does. */
export const LINGER_MS = 2_000;
