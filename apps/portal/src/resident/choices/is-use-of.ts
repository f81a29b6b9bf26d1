import { reachesOverlap } from '#libs/domain';
import type { Directive, HistoryLine } from '../record/answers.js';
import { sideOf, stoppedAt } from '../record/describe-directive.js';

/**
 * Whether a line is of what was said: under its agreement, within its reach, and while it counted. A line that says nothing
 * about one part, like the recipient of a look, is not told apart by it.
 */
export function isUseOf(line: HistoryLine, directive: Directive): boolean {
  const { agreement, startsAt, expiresAt } = directive;
  if (agreement === null || line.agreement !== agreement) return false;
  const at = Date.parse(line.time);
  // What was taken back counted until then, whatever its time was. The line that ended it is written a moment after.
  const over = sideOf(directive) === 'ended' ? stoppedAt(directive) : null;
  const ends = [expiresAt, over].flatMap((end) => (end === null ? [] : [Date.parse(end)]));
  return at >= Date.parse(startsAt) && ends.every((end) => at <= end) && reachesOverlap(directive, reachOf(line));
}

const one = (code: string | null): string[] | null => (code === null ? null : [code]);

const reachOf = ({ sourceAgency, recipientAgency, requesterAgency, categories, purpose, agreement }: HistoryLine) => ({
  sources: one(sourceAgency),
  recipients: one(recipientAgency ?? requesterAgency),
  categories: categories.length === 0 ? null : [...categories],
  ...{ purposes: one(purpose), agreement },
});
