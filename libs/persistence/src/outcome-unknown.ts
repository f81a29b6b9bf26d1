import { isSocketAway } from './socket-away.js';

/** A write whose answer was lost: it may have taken effect. Never tried again by itself; the caller looks first. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';

  /** `stops`: it was one that only narrows, so sending it again does no harm. */
  constructor(
    readonly stops: boolean,
    options?: ErrorOptions,
  ) {
    super('whether this was recorded is not known', options);
  }
}

/** The server's own word that a statement or a transaction did not take effect; a session that it ended may have. */
const SAID_NO = /^(?!08|57P)[0-9A-Z]{5}$/;
/** There was no connection to send it on. */
const NEVER_SENT = /^(ECONNREFUSED|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|08001|08004|57P03)$/;
const NOT_CONNECTED = /^(timeout exceeded when trying to connect|Connection terminated due to connection timeout)/;

/** Whether what failed so may have taken effect all the same. */
export function mayHaveHappened(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && (SAID_NO.test(code) || NEVER_SENT.test(code))) return false;
  if (isSocketAway(error)) return false;
  if (error instanceof AggregateError) return error.errors.some(mayHaveHappened);
  return !NOT_CONNECTED.test(error.message);
}

/** Said of what was sent, or of rows that somebody else holds. */
const OF_CONTENT = /^(?:22|23|54)[0-9A-Z]{3}$|^40P01$|^55P03$/;

/** Whether nothing was written because of what the statement held: without that, the rest of it may well be. */
export const isOfContent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && OF_CONTENT.test(String(error.code));

/** A write of one statement: rejects with `OutcomeUnknown` where its answer was lost. */
export async function written<T>(write: Promise<T>, { stops = false } = {}): Promise<T> {
  try {
    return await write;
  } catch (error) {
    throw mayHaveHappened(error) ? new OutcomeUnknown(stops, { cause: error }) : error;
  }
}
