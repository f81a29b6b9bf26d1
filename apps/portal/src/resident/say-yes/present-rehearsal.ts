import { word, words } from '../../words/words.js';
import { moment } from '../../words/times.js';
import type { SharedAgreement } from '../record/answers.js';
import { nowOf } from '../record/said-and-shared.js';
import { listed, type Telling } from '../record/telling.js';
import type { policy } from '#libs/client';

type Rehearsal = Pick<policy.RehearsalDto, 'decidedAt' | 'recipients'>;
type RehearsedSight = policy.SeenByDto;

type Answer = 'ifYes' | 'ifNo';

/** Both answers side by side, at the same length and in the same words: the page leans to neither. */
export function presentRehearsal(
  rehearsal: Rehearsal,
  items: readonly SharedAgreement[] | undefined,
  telling: Telling,
) {
  const { t, language } = telling;
  // For each agency, who there could see what.
  const column = (answer: Answer) => ({
    title: t(`resident.if.${answer}`),
    agencies: rehearsal.recipients.map(({ agency, seen }) => ({
      name: telling.agency(agency),
      lines: linesOf(seen, answer, telling),
    })),
  });
  const assumes = rehearsal.recipients.some(({ seen }) => seen.some(({ assumed }) => assumed.length > 0));
  return {
    columns: [column('ifYes'), column('ifNo')],
    decided: { text: t('resident.if.decided'), time: moment(rehearsal.decidedAt, language) },
    // What a yes would not open, and why.
    closed: closedOf(rehearsal, telling),
    ...(assumes ? { assumed: t('resident.if.assumed') } : {}),
    // What is shared whatever is answered here; undefined where that could not be asked.
    anyway: items
      ?.filter(({ offered, answers }) => !offered && nowOf(answers) === 'shared')
      .map(({ title, purpose }) => t('resident.if.anywayLine', { title, purpose: word(t, 'purpose', purpose) })),
  };
}

function linesOf(seen: readonly RehearsedSight[], answer: Answer, telling: Telling): string[] {
  const { t } = telling;
  const lines = seen.flatMap(({ by, role, categories }) => {
    const open = categories.filter((one) => one[answer]).map(({ category }) => category);
    if (open.length === 0) return [];
    const who = by === 'system' || role === null ? t('resident.if.system') : word(t, 'role', role);
    return [t('resident.if.sees', { who, what: listed(telling, words(t, 'category', open)) })];
  });
  return lines.length > 0 ? lines : [t('resident.if.nobody')];
}

/** Each reason once, with what it keeps closed. */
function closedOf({ recipients }: Rehearsal, telling: Telling): string[] {
  const { t } = telling;
  const byReason = new Map<string, Set<string>>();
  for (const { category, reason } of recipients.flatMap(({ seen }) => seen.flatMap(({ categories }) => categories))) {
    if (reason) byReason.set(reason.says, (byReason.get(reason.says) ?? new Set()).add(category));
  }
  return [...byReason].map(([says, categories]) =>
    t('resident.if.closedLine', { what: listed(telling, words(t, 'category', [...categories])), why: says }),
  );
}
