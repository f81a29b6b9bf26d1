import { isSocketAway } from '#libs/persistence';

/**
 * `away`: the database cannot be reached, so every message would fail: wait as long as it takes.
 * `transient`: this transaction lost a race (deadlock, serialisation, lock or time limit): try again, often.
 * `poison`: anything else is taken to be the message's own fault: try a few times, then park its stream.
 */
export type FailureKind = 'away' | 'transient' | 'poison';

const AWAY = /^(08...|57P0[1-3]|53...|25006|ECONN(REFUSED|RESET)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;
const TRANSIENT = /^(40...|55P03|57014|25P0[234])$/;
/** pg reports a lost or refused connection without a code. */
const LOST_CONNECTION =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** A wait for a connection that ran out: pools that wait for one of their own say it as those do that wait for the database. */
const RAN_OUT =
  /^(Connection terminated due to connection timeout|timeout exceeded when trying to connect|timeout expired)/;

/**
 * What is known of a database that could not be used. A connection that did not come about in time may as well be the fault
 * of this process, whose own connections are all busy or whose loop is: so it says no more than that.
 */
export function describeWait(error: unknown): string {
  return error instanceof Error && RAN_OUT.test(error.message)
    ? 'no connection to the database came about in time'
    : 'the database is away';
}

export function kindOf(error: unknown): FailureKind {
  const code = codeOf(error);
  if (AWAY.test(code) || isSocketAway(error) || (error instanceof Error && LOST_CONNECTION.test(error.message)))
    return 'away';
  return TRANSIENT.test(code) ? 'transient' : 'poison';
}

/** SQLSTATE, system or domain code of an error, else its name: fit for a log and a table, unlike its message. */
export function codeOf(error: unknown): string {
  if (error === null || typeof error !== 'object') return 'unknown';
  const { code, errno, name } = error as { code?: unknown; errno?: unknown; name?: unknown };
  if (typeof code === 'string') return code;
  if (typeof errno === 'string') return errno;
  return typeof name === 'string' ? name : 'unknown';
}
