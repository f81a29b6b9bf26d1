import { describe, expect, it } from '@jest/globals';
import { turnOf, whatCounts, type RecallAnswer, type Statement, type Turn } from './answer-order.js';
import { oneOfEachKind } from './faults/one-of-each-kind.js';

type TurnOf = (given: Statement, said: readonly Statement[]) => Turn;

const plain = (answer: RecallAnswer): Statement => ({ answer, reason: null, keptUntil: null });
const KEPT: Statement = { answer: 'kept', reason: 'a mistake', keptUntil: '2027-01-01' };
const OTHER_DAY: Statement = { ...KEPT, keptUntil: '2032-06-01' };
const OTHER_REASON: Statement = { ...KEPT, reason: 'Limitation Act, six years' };
const STATEMENTS = [plain('received'), plain('deleted'), KEPT, OTHER_DAY, OTHER_REASON];
const SEQUENCES = STATEMENTS.flatMap((one) =>
  STATEMENTS.flatMap((two) => STATEMENTS.map((three) => [one, two, three])),
);

/** What is told in the end, by a table of what may follow upon what, without the functions under test. */
const MAY_FOLLOW: Readonly<Record<RecallAnswer | 'nothing', readonly RecallAnswer[]>> = {
  nothing: ['received', 'kept', 'deleted'],
  received: ['kept', 'deleted'],
  kept: ['kept', 'deleted'],
  deleted: [],
};
function expected(sequence: readonly Statement[]): { turns: Turn[]; counts: Statement } {
  const taken: Statement[] = [];
  const turns = sequence.map((given): Turn => {
    if (taken.includes(given) || (given.answer === 'received' && taken.length > 0)) return 'again';
    if (!MAY_FOLLOW[taken.at(-1)?.answer ?? 'nothing'].includes(given.answer)) return 'over';
    taken.push(given);
    return 'next';
  });
  return { turns, counts: taken.at(-1)! };
}

function breaches(order: TurnOf): string[] {
  return SEQUENCES.filter((sequence) => {
    const said: Statement[] = [];
    const turns = sequence.map((given) => {
      const turn = order(given, said);
      if (turn === 'next') said.push(given);
      return turn;
    });
    const right = expected(sequence);
    return turns.join() !== right.turns.join() || whatCounts(said) !== right.counts;
  }).map((sequence) => sequence.map(({ answer }) => answer).join(', '));
}

describe('what an agency says of a recall', () => {
  it('is received, kept and corrected, deleted, in every sequence of three', () => {
    expect(SEQUENCES).toHaveLength(125);
    expect(breaches(turnOf)).toEqual([]);
  });

  it('is told wrong by one row for each kind, and that is found out', () => {
    expect(breaches(oneOfEachKind)).toContain('deleted, kept, received');
    expect(breaches(oneOfEachKind)).toContain('received, kept, kept');
  });

  it('that was taken before there was an order counts as far as it can be true', () => {
    expect(whatCounts([plain('deleted'), KEPT, plain('received')])).toEqual(plain('deleted'));
    expect(whatCounts([KEPT, plain('received')])).toEqual(KEPT);
    expect(whatCounts([])).toBeUndefined();
  });
});
