import type { Directive, OwnAgreement } from '../record/answers.js';
import { stoppedAt, titleOf } from '../record/describe-directive.js';
import type { Link } from '../record/fact.js';
import { oneOf } from '../record/one-of.js';
import type { Telling } from '../record/telling.js';

/** Where no yes counts any more. Whoever comes here by its address may have stopped nothing, and is not told that they did. */
export function presentAllStopped(
  directives: readonly Directive[],
  agreements: readonly Pick<OwnAgreement, 'id' | 'title'>[],
  telling: Telling,
): { readonly title: string; readonly links: readonly Link[] } {
  const stopped = directives.filter(({ status }) => status === 'ConsentWithdrawn');
  return {
    title: telling.t(`resident.stopAll.${stopped.length > 0 ? 'done' : 'nothing'}`),
    links: stopped.map((one) => ({
      text: `${titleOf(one, agreements, telling)} (${oneOf(telling, one.id, stoppedAt(one))})`,
      href: `/resident/choices/${one.id}/stopped`,
    })),
  };
}
