import { CATEGORIES } from '#libs/domain';
import type { Translate } from '../../shell/texts.js';
import type { AgencyNames } from '../../words/agency-names.js';
import { word } from '../../words/words.js';
import type { Advice } from './ask-access.js';
import { presentDenial } from './present-denial.js';

export interface AccessAnswers {
  readonly path: string;
  readonly purpose: string;
  readonly advice: readonly Advice[];
  readonly agencies: AgencyNames;
  /** Where one says how one works with the person, for the categories where saying so may open something. */
  readonly claimable: (category: string) => boolean;
}

/** What a practitioner may see of a person for one purpose, and why not the rest. Nothing here depends on records. */
export function presentAccess(t: Translate, answers: AccessAnswers): object {
  const { path, purpose, advice } = answers;
  const categories = [...new Set(advice.map(({ category }) => category))];
  const of = (category: string): Advice[] => advice.filter((one) => one.category === category);
  const allowed = categories.filter((category) => of(category).some((one) => one.allowed));
  const others = CATEGORIES.filter((category) => !categories.includes(category));
  return {
    allowedTitle: t('practitioner.access.allowed.title'),
    allowedTag: { text: t('practitioner.access.allowed.tag'), classes: 'govuk-tag--green' },
    allowed: allowed.map((category) => presentAllowed(t, answers, category, of(category))),
    noneAllowed: t('practitioner.access.allowed.none'),
    deniedTitle: t('practitioner.access.denied.title'),
    deniedTag: { text: t('practitioner.access.denied.tag'), classes: 'govuk-tag--grey' },
    denied: presentDenied(t, answers),
    also: {
      action: `${path}/for/${purpose}`,
      title: t('practitioner.access.also.title'),
      select: {
        id: 'also',
        name: 'also',
        label: { text: t('practitioner.access.also.label') },
        items: others.map((category) => ({ value: category, text: word(t, 'category', category) })),
      },
      submit: { text: t('practitioner.access.also.submit'), classes: 'govuk-button--secondary' },
    },
    notStored: t('practitioner.access.notStored'),
  };
}

function presentAllowed(
  t: Translate,
  { path, purpose, agencies }: AccessAnswers,
  category: string,
  advice: readonly Advice[],
): object {
  const from = advice.filter((one) => one.allowed);
  const refused = advice.filter((one) => !one.allowed);
  const [first] = from as [Advice, ...Advice[]];
  return {
    text: t('practitioner.access.allowed.look', { category: word(t, 'category', category) }),
    href: `${path}/for/${purpose}/${category}`,
    from: t('practitioner.access.allowed.from', { agencies: from.map(({ source }) => agencies(source)).join(', ') }),
    why: first.says,
    rights: first.rights,
    notFrom: refused.map(({ source, says }) =>
      t('practitioner.access.allowed.notFrom', { agency: agencies(source), says }),
    ),
  };
}

/** Categories that are denied from everywhere, those with the same words together. */
function presentDenied(t: Translate, { path, purpose, advice, claimable }: AccessAnswers): object[] {
  const open = new Set(advice.filter((one) => one.allowed).map(({ category }) => category));
  const groups = new Map<string, Advice[]>();
  for (const one of advice) {
    if (open.has(one.category)) continue;
    const key = JSON.stringify([one.rule, one.says, one.missing, claimable(one.category)]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => {
    const categories = [...new Set(group.map(({ category }) => category))];
    const claim = claimable(categories[0]!) ? `${path}/claim/${purpose}` : undefined;
    return {
      title: categories.map((category) => word(t, 'category', category)).join(', '),
      ...presentDenial(t, group, claim),
    };
  });
}
