import { reachesOverlap } from '#libs/domain';
import type { Reach, SharedAgreement, SharingAnswer } from './answers.js';

/** An answer of the decision point, with the agreement that it was asked under. */
export interface Answered extends SharingAnswer {
  readonly agreement: SharedAgreement;
}

/** Every answer there is: by each agreement, of each direction and category. */
export const everyAnswer = (items: readonly SharedAgreement[]): Answered[] =>
  items.flatMap((agreement) => agreement.answers.map((answer) => ({ ...answer, agreement })));

/** The answers that something said is about. Undefined where the decision point could not be asked. */
export function answersAbout(reach: Reach, items: readonly SharedAgreement[] | undefined): Answered[] | undefined {
  return items && everyAnswer(items).filter((answer) => reachesOverlap(reach, reachOf(answer)));
}

const reachOf = ({ agreement, source, recipient, category }: Answered): Reach => ({
  ...{ agreement: agreement.id, purposes: [agreement.purpose] },
  ...{ sources: [source], recipients: [recipient], categories: [category] },
});

/** How things are now: some of it is shared, nothing of it, or nobody could be asked. */
export type Now = 'shared' | 'closed' | 'unknown';

export function nowOf(answers: readonly SharingAnswer[] | undefined): Now {
  if (answers === undefined) return 'unknown';
  return answers.some(({ shared }) => shared) ? 'shared' : 'closed';
}
