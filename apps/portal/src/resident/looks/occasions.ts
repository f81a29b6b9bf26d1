import type { HistoryLine } from '../record/answers.js';
import type { Group } from './group-looks.js';

/** Lines of what somebody did at one go. A page of a person's record is a line for each kind of each organisation that holds it. */
export type Occasion = Group;

/**
 * Lines of one request are dated by the transaction that let it through; what had to be decided again, or is sent as a batch, follows
 * within moments.
 */
const AT_ONE_GO_MS = 5000;

/**
 * Lines of one group, newest first, by occasion. No line says who asked: of one job at one place, within those moments, only a kind that
 * is looked at again tells a second look.
 */
export function occasionsOf([newest, ...earlier]: Group): Occasion[] {
  const done: Occasion[] = [];
  let current: Occasion = [newest];
  for (const line of earlier) {
    if (isOf(current, line)) {
      current = [...current, line];
      continue;
    }
    done.push(current);
    current = [line];
  }
  return [...done, current];
}

/** The occasion of the newest of these lines, newest first, whatever else was done at that time. */
export function lastOccasionOf([newest, ...earlier]: Group): Occasion {
  const ofOne = earlier.filter((line) => doingOf(line) === doingOf(newest));
  return occasionsOf([newest, ...ofOne])[0]!;
}

/** Whether a line that is no newer may be of the same occasion. */
export const isSoonBefore = (line: HistoryLine, newest: HistoryLine): boolean =>
  Date.parse(newest.time) - Date.parse(line.time) <= AT_ONE_GO_MS;

const isOf = ([newest, ...others]: Occasion, line: HistoryLine): boolean =>
  isSoonBefore(line, newest) &&
  (line.action !== 'read' || ![newest, ...others].some((one) => askedOf(one) === askedOf(line)));

/** Who did what and what for, as far as it is told. On which basis may differ from kind to kind. */
const doingOf = ({ action, outcome, purpose, ...line }: HistoryLine): string =>
  JSON.stringify([action, outcome, purpose, line.requesterAgency, line.requesterKind, line.requesterRoles]);

/** One request asks each kind of each organisation once. */
const askedOf = ({ categories, sourceAgency }: HistoryLine): string => JSON.stringify([categories, sourceAgency]);

/** Every kind that an occasion was about, each once. */
export const kindsOf = (lines: readonly HistoryLine[]): string[] => [
  ...new Set(lines.flatMap(({ categories }) => categories)),
];
