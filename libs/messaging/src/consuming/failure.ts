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

export function kindOf(error: unknown): FailureKind {
  const code = codeOf(error);
  if (AWAY.test(code) || (error instanceof Error && LOST_CONNECTION.test(error.message))) return 'away';
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
