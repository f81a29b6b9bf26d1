export type RecallAnswer = 'received' | 'deleted' | 'kept';

/** What an agency, or one that processes for it, says of a recalled delivery. */
export interface Statement {
  readonly answer: RecallAnswer;
  /** With `kept`: why, in words for the resident. */
  readonly reason: string | null;
  /** With `kept`: the London day after which it is deleted. */
  readonly keptUntil: string | null;
}

/** `again` is no news, and nothing is stored: senders retry, and their messages overtake one another. */
export type Turn = 'next' | 'again' | 'over';

const same = (one: Statement, other: Statement): boolean =>
  one.answer === other.answer && one.reason === other.reason && one.keptUntil === other.keptUntil;

/**
 * Whether a statement follows upon what one agency (or processor) said of one recall before, in the order of its saying:
 * received, then kept (as often as it is corrected), then deleted, after which nothing is left to say anything about. What
 * was said once in these very words stays what it was then, so a late repeat never undoes a correction.
 */
export function turnOf(given: Statement, said: readonly Statement[]): Turn {
  if (said.some((earlier) => same(earlier, given))) return 'again';
  // Whoever said what became of it has it: to say so afterwards is the message that was overtaken.
  if (given.answer === 'received' && said.length > 0) return 'again';
  return said.some(({ answer }) => answer === 'deleted') ? 'over' : 'next';
}

/**
 * What of it counts now. By kind and not only the newest: of answers that were taken before there was an order, some say
 * `received` or `kept` of what was deleted already.
 */
export function whatCounts<Said extends Pick<Statement, 'answer'>>(said: readonly Said[]): Said | undefined {
  const newest = (kind: RecallAnswer): Said | undefined => said.findLast(({ answer }) => answer === kind);
  return newest('deleted') ?? newest('kept') ?? newest('received');
}
