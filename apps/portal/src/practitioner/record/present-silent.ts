import type { Translate } from '../../words/texts.js';
import { word } from '../../words/words.js';
import type { ReadPart } from './read-parts.js';

/** Kinds of which nothing is shown, each under why: never that there is none. */
export interface Silent {
  readonly id: string;
  readonly title: string;
  readonly reasons: readonly { readonly says: string; readonly kinds: readonly string[] }[];
}

/**
 * One short list in place of a section a kind. What an agency may give and of which nothing is here has one sentence, whether
 * there is nothing or nothing that may be seen; what it may not give has the reason of the decision.
 */
export function presentSilent(t: Translate, parts: readonly ReadPart[]): Silent | undefined {
  if (parts.length === 0) return undefined;
  const nothing = t('practitioner.record.nothing');
  const said = parts.flatMap(({ category, empty, refused }) => {
    const kind = word(t, 'category', category);
    const unsaid = empty.length === 0 && refused.length === 0 ? [{ says: nothing, agency: '', kind }] : [];
    const why = refused.map(({ agency, says }) => ({ says, agency, kind }));
    return [...unsaid, ...empty.map((agency) => ({ says: nothing, agency, kind })), ...why];
  });
  const reasons = groupBy(said, ({ says }) => says).map(([says, ones]) => ({
    says,
    kinds: groupBy(
      groupBy(ones, ({ kind }) => kind),
      ([, of]) => of.flatMap(({ agency }) => agency || []).join(' · '),
    ).map(([agencies, of]) => {
      const kinds = of.map(([kind]) => kind).join(', ');
      return agencies === '' ? kinds : t('practitioner.record.nothingFrom', { kinds, agencies });
    }),
  }));
  return { id: 'nothing-shown', title: t('practitioner.record.nothingShown'), reasons };
}

function groupBy<One>(ones: readonly One[], keyOf: (one: One) => string): [string, One[]][] {
  const groups = new Map<string, One[]>();
  for (const one of ones) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups];
}
