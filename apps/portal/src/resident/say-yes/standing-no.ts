import { reachCovers, reachesOverlap } from '#libs/domain';
import type { Directive, OwnAgreement, Reach, SharedAgreement } from '../record/answers.js';
import { recipientsOf, sideOf, titleOf } from '../record/describe-directive.js';
import type { Link } from '../record/fact.js';
import { answersAbout } from '../record/said-and-shared.js';
import type { Telling } from '../record/telling.js';

/** A yes as it would be said, and from whom anything would come by it. */
export type Yes = ReturnType<typeof reachOfYes>;

/** What a yes would be about: all that is offered, or what was chosen of it. */
export const reachOfYes = (
  agreement: OwnAgreement,
  {
    recipients = recipientsOf(agreement),
    categories = agreement.categories,
  }: Partial<Pick<Reach, 'recipients' | 'categories'>> = {},
) => ({
  ...{ agreement: agreement.id, recipients, categories, sources: null, purposes: null },
  from: agreement.parties.map(({ source }) => source),
});

/** A no of theirs beside which this yes is not taken: wider than it, and about something of it (consent, refusal-in-force). */
export const standingNos = (yes: Yes, directives: readonly Directive[]): Directive[] =>
  directives.filter(
    (said) => sideOf(said) === 'no' && !reachCovers(yes, said) && reachesOverlap({ ...yes, sources: yes.from }, said),
  );

/** Where to take each of them back. */
export const linksToNos = (
  nos: readonly Directive[],
  agreements: readonly Pick<OwnAgreement, 'id' | 'title'>[],
  telling: Telling,
): Link[] =>
  nos.map((said) => ({
    text: titleOf(said, agreements, telling, 'lift'),
    href: `/resident/choices/${said.id}/lift`,
  }));

/** What a yes to it opens; a no that it replaces, too. */
const OPENED_BY_YES: readonly (string | null)[] = [null, 'needs-consent', 'consent-expired', 'withdrawn', 'refused'];

/** Whether "it starts at once" is so of all of it. What could not be asked is not promised. */
export function startsAtOnce(
  yes: Yes,
  items: readonly SharedAgreement[] | undefined,
  directives: readonly Directive[] | undefined,
): boolean {
  const answers = answersAbout(yes, items);
  if (answers === undefined || directives === undefined) return false;
  return standingNos(yes, directives).length === 0 && answers.every(({ reason }) => OPENED_BY_YES.includes(reason));
}
