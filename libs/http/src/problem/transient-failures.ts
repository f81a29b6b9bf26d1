import { isSocketAway, OutcomeUnknown } from '#libs/persistence';

/**
 * SQLSTATEs and socket codes after which the same request may simply be sent again: connection exceptions (08), too many
 * connections or no room (53), no writes taken at the moment (25006), operator intervention (57P0x), lock not available, statement or transaction time-out, serialization
 * failure and deadlock; that nobody vouches for the database now (ADR 22), and that they were joined (ADR 18).
 */
const TRANSIENT =
  /^(08[0-9A-Z]{3}|53[0-9A-Z]{3}|25006|58030|57P0[1-5]|57014|55P03|25P03|25P04|55R01|55J01|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** What pg and TypeORM say without a code when a connection is lost (also in mid-transaction) or none was free in time. */
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Connection is closed|Query runner already released|Database connection provided by a query runner was already released)/;

export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof OutcomeUnknown || isSocketAway(error)) return true;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && TRANSIENT.test(code)) return true;
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isTransient);
  return LOST.test(error.message) || (error.cause !== undefined && isTransient(error.cause));
}
