import { CATEGORIES, type Category } from '#libs/domain';
import type { Translate } from '../../words/texts.js';
import type { AgencyNames } from '../../words/agency-names.js';
import { word } from '../../words/words.js';
import type { Advice } from './ask-access.js';
import { presentDenial, unique } from './present-denial.js';

export interface AccessAnswers {
  readonly path: string;
  readonly purpose: string;
  readonly advice: readonly Advice[];
  readonly agencies: AgencyNames;
  /** Where one says how one works with the person, for the categories where saying so may open something. */
  readonly claimable: (category: Category) => boolean;
}

/** What a practitioner may see of a person for one purpose, and why not the rest. Nothing here depends on records. */
export function presentAccess(t: Translate, answers: AccessAnswers): object {
  const { path, purpose, advice } = answers;
  const categories = [...new Set(advice.map(({ category }) => category))];
  const others = CATEGORIES.filter((category) => !categories.includes(category));
  const allowed = presentAllowed(t, answers);
  return {
    whole: allowed.length === 0 ? undefined : `${path}/for/${purpose}/record`,
    allowed,
    denied: presentDenied(t, answers),
    also: {
      action: `${path}/for/${purpose}`,
      select: {
        id: 'also',
        name: 'also',
        label: { text: t('practitioner.access.also.label') },
        items: [
          { value: '', text: t('practitioner.access.also.choose') },
          ...others.map((category) => ({ value: category, text: word(t, 'category', category) })),
        ],
      },
    },
  };
}

/** Categories that are allowed in the same words from the same agencies stand together: a link for each. */
function presentAllowed(t: Translate, { path, purpose, agencies, advice }: AccessAnswers): object[] {
  const groups = new Map<string, { categories: string[]; advice: readonly Advice[] }>();
  for (const category of new Set(advice.filter((one) => one.allowed).map((one) => one.category))) {
    const own = advice.filter((one) => one.category === category);
    const key = JSON.stringify(own.map(({ source, allowed, says }) => [source, allowed, says]));
    const group = groups.get(key) ?? { categories: [], advice: own };
    groups.set(key, { ...group, categories: [...group.categories, category] });
  }
  return [...groups.values()].map(({ categories, advice: own }) => {
    const from = own.filter((one) => one.allowed);
    return {
      why: unique(from.map(({ says }) => says)),
      from: t('practitioner.access.allowed.from', { agencies: from.map(({ source }) => agencies(source)).join(', ') }),
      notFrom: own
        .filter((one) => !one.allowed)
        .map(({ source, says }) => t('practitioner.access.allowed.notFrom', { agency: agencies(source), says })),
      links: categories.map((category) => ({
        text: t('practitioner.access.allowed.look', { category: word(t, 'category', category) }),
        href: `${path}/for/${purpose}/${category}`,
      })),
    };
  });
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
