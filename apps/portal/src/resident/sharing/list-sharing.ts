import { choiceLine } from '../choices/choice-line.js';
import type { Directive, OwnAgreement, SharedAgreement } from '../record/answers.js';
import { recipientsOf } from '../record/describe-directive.js';
import type { Line } from '../record/fact.js';
import { nowOf } from '../record/said-and-shared.js';
import { namedBriefly, sayBriefly } from '../record/say-sharing.js';
import { toResident, type Telling } from '../record/telling.js';
import { actAgainst, isPaused } from './agreement-facts.js';
import type { Section } from './fold-lines.js';
import { noToAllOf, type Sorted } from './sort-sharing.js';

/**
 * Everything, a line each: what they are asked, what is shared now, what is not, and what ended. What comes first matters most.
 * Where nobody could be asked what is shared, what they said stands by itself.
 */
export function listSharing(
  sorted: Sorted,
  items: readonly SharedAgreement[] | undefined,
  telling: Telling,
): Section[] {
  const { t } = telling;
  const said = (...lists: (readonly Directive[] | undefined)[]): Line[] =>
    lists.flatMap((list) => (list ?? []).map((directive) => choiceLine({ directive, items }, telling)));
  const unasked = (list: readonly SharedAgreement[] | undefined): Line[] =>
    (list ?? []).map((agreement) => unaskedLine(agreement, noToAllOf(agreement, sorted.no), telling));
  const section = (id: string, lines: readonly Line[], text = ''): Section => ({
    ...{ id, title: t(`resident.sharing.${id}.title`), lines },
    ...(text === '' ? {} : { text }),
  });
  const { on, still, waiting, no, ended } = sorted;
  const sections = [
    section(
      'asked',
      (sorted.asked ?? []).map((one) => askedLine(one, telling)),
      t('resident.sharing.asked.text'),
    ),
    ...(items === undefined
      ? [section('said', said(on, no))]
      : [
          section('now', [...said(on, still), ...unasked(sorted.unasked)]),
          section('not', [...said(waiting, no), ...unasked(sorted.closed)]),
        ]),
    section('ended', said(ended)),
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

function askedLine(agreement: OwnAgreement, telling: Telling): Line {
  const { t, agency } = telling;
  const who = namedBriefly(recipientsOf(agreement).map(agency), telling);
  return {
    name: nameOf(agreement, '', telling),
    state: { text: t('resident.state.asked'), classes: 'govuk-tag--grey' },
    texts: [t('resident.brief.asked', { who })],
  };
}

function unaskedLine(agreement: SharedAgreement, no: Directive | undefined, telling: Telling): Line {
  const now = nowOf(agreement.answers);
  const classes = now === 'shared' ? 'govuk-tag--blue' : 'govuk-tag--grey';
  const act = isPaused(agreement) && !no ? actAgainst(agreement, telling) : undefined;
  return {
    name: nameOf(agreement, '/shared', telling),
    state: { text: telling.t(`resident.state.unasked.${now}`), classes },
    texts: unaskedTexts(agreement, no, telling),
    ...(act ? { act: { ...act, hidden: agreement.title } } : {}),
  };
}

/** Their own no first: it closes all of it, whatever else may be in the way of some of it. */
function unaskedTexts(agreement: SharedAgreement, no: Directive | undefined, telling: Telling): string[] {
  const { t } = telling;
  if (no) {
    const why = toResident(t, 'reason', no.status === 'ConsentRefused' ? 'refused' : 'objected');
    return [t('resident.brief.nobodyWhy', { why })];
  }
  return isPaused(agreement) ? [t('resident.brief.paused')] : sayBriefly(agreement.answers, telling);
}

const nameOf = ({ id, title }: OwnAgreement, page: string, { t }: Telling): Line['name'] => ({
  text: t('resident.choice.line.under', { title }),
  href: `/resident/agreements/${id}${page}`,
});
