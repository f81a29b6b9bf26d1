import type { Directive, SharedAgreement } from '../record/answers.js';
import { nowUnder, sideOf, type Side } from '../record/describe-directive.js';
import { nowOf, type Now } from '../record/said-and-shared.js';
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
    ({ id, offered }) => offered && directives !== undefined && !directives.some(({ agreement }) => agreement === id),
  );
  const unasked = items?.filter(({ offered, touches, answers }) => !offered && (touches || isShared(answers)));
  return {
    // They said yes, and it is shared; or nobody could be asked whether it is.
    on: said('on', 'shared', 'unknown'),
    // They said yes, and it is not shared.
    waiting: said('on', 'closed'),
    asked: directives && open?.filter(({ answers }) => !isShared(answers) && !isRefused(answers)),
    // They said no, and it is not shared.
    no: said('no', 'closed', 'unknown'),
    // They said no or objected, and some of it is shared.
    still: said('no', 'shared'),
    unasked: unasked?.filter(({ answers }) => isShared(answers)),
    // What could be shared without asking, or could have been asked, and is not.
    closed: items && [
      ...(unasked ?? []).filter((one) => !isShared(one.answers) && !isSaidNoTo(one, directives)),
      ...(open ?? []).filter(({ answers }) => !isShared(answers) && isRefused(answers)),
    ],
    ended: said('ended', 'shared', 'closed', 'unknown'),
  };
}

const isShared = (answers: SharedAgreement['answers']): boolean => nowOf(answers) === 'shared';

/** The no itself is listed. */
const isSaidNoTo = ({ id, answers }: SharedAgreement, directives: readonly Directive[] | undefined): boolean =>
  isRefused(answers) && !!directives?.some((one) => one.agreement === id && sideOf(one) === 'no');

const isRefused = (answers: SharedAgreement['answers']): boolean =>
  answers.length > 0 && answers.every(({ reason }) => SAID_NO.includes(reason));
