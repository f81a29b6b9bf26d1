import { choiceLine } from '../choices/choice-line.js';
import type { Directive, OwnAgreement, SharedAgreement } from '../record/answers.js';
import { recipientsOf } from '../record/describe-directive.js';
import type { Line } from '../record/fact.js';
import { nowOf } from '../record/said-and-shared.js';
import { namedBriefly, sayBriefly } from '../record/say-sharing.js';
import type { Telling } from '../record/telling.js';
import type { Section } from './fold-lines.js';
import type { Sorted } from './sort-sharing.js';

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
    (list ?? []).map((agreement) => unaskedLine(agreement, telling));
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

function unaskedLine(agreement: SharedAgreement, telling: Telling): Line {
  const { answers } = agreement;
  const now = nowOf(answers);
  const classes = now === 'shared' ? 'govuk-tag--blue' : 'govuk-tag--grey';
  return {
    name: nameOf(agreement, '/shared', telling),
    state: { text: telling.t(`resident.state.unasked.${now}`), classes },
    texts: sayBriefly(answers, telling),
  };
}

const nameOf = ({ id, title }: OwnAgreement, page: string, { t }: Telling): Line['name'] => ({
  text: t('resident.choice.line.under', { title }),
  href: `/resident/agreements/${id}${page}`,
});
