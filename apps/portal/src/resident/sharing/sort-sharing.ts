import { reachCovers } from '#libs/domain';
import type { Directive, SharedAgreement } from '../record/answers.js';
import { nowUnder, recipientsOf, sideOf, type Side } from '../record/describe-directive.js';
import { nowOf, type Now } from '../record/said-and-shared.js';
import { isPaused } from './agreement-facts.js';
import type { Sharing } from './read-sharing.js';

/** Everything on the home page, where it stands. Undefined: it could not be asked. */
export type Sorted = ReturnType<typeof sortSharing>;

/** Their own word stands in the way; `withheld` is also how that reads where it could tell where they live. */
const SAID_NO: readonly (string | null)[] = ['refused', 'objected', 'withheld'];

/** Where each thing stands is what the decision point answers about it; only whether it was a yes or a no is theirs. */
export function sortSharing({ directives, shared }: Pick<Sharing, 'directives' | 'shared'>) {
  const items = shared?.items;
  const said = (side: Side, ...states: Now[]): Directive[] | undefined =>
    directives?.filter((directive) => sideOf(directive) === side && states.includes(nowUnder({ directive, items })));
  const touching = items?.filter(({ touches }) => touches);
  const open = touching?.filter(
    ({ id, offered }) => offered && directives !== undefined && !isSaid({ id }, directives),
  );
  const unasked = items?.filter(({ offered, touches, answers }) => !offered && (touches || isShared(answers)));
  const no = said('no', 'closed', 'unknown');
  const isNo = (one: SharedAgreement): boolean => isRefused(one.answers) || noToAllOf(one, no) !== undefined;
  return {
    // They said yes, and it is shared; or nobody could be asked whether it is.
    on: said('on', 'shared', 'unknown'),
    // They said yes, and it is not shared.
    waiting: said('on', 'closed'),
    asked: directives && open?.filter((one) => !isShared(one.answers) && !isNo(one)),
    // They said no, and it is not shared.
    no,
    // They said no or objected, and some of it is shared.
    still: said('no', 'shared'),
    unasked: unasked?.filter(({ answers }) => isShared(answers)),
    // What could be shared without asking, or could have been asked, and is not; and what is stopped for now.
    closed: items && [
      ...(unasked ?? []).filter((one) => !isShared(one.answers) && !isSaidNoTo(one, directives)),
      ...(open ?? []).filter((one) => !isShared(one.answers) && isNo(one)),
      ...(directives === undefined ? [] : items.filter((one) => isPaused(one) && !isSaid(one, directives))),
    ],
    ended: said('ended', 'shared', 'closed', 'unknown'),
  };
}

const isShared = (answers: SharedAgreement['answers']): boolean => nowOf(answers) === 'shared';

/**
 * A no of theirs to all of an agreement under which nothing is shared: then that is why, whatever the decision point says of parts of
 * it that something else would close as well.
 */
export function noToAllOf(
  { id, purpose, parties, categories, answers }: SharedAgreement,
  nos: readonly Directive[] | undefined,
): Directive | undefined {
  const sources = parties.map(({ source }) => source);
  const all = { agreement: id, purposes: [purpose], sources, recipients: recipientsOf({ parties }), categories };
  return isShared(answers) ? undefined : nos?.find((no) => reachCovers(no, all));
}

const isSaid = ({ id }: Pick<SharedAgreement, 'id'>, directives: readonly Directive[]): boolean =>
  directives.some(({ agreement }) => agreement === id);

/** The no itself is listed. */
const isSaidNoTo = ({ id, answers }: SharedAgreement, directives: readonly Directive[] | undefined): boolean =>
  isRefused(answers) && !!directives?.some((one) => one.agreement === id && sideOf(one) === 'no');

const isRefused = (answers: SharedAgreement['answers']): boolean =>
  answers.length > 0 && answers.every(({ reason }) => SAID_NO.includes(reason));
