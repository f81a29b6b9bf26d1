import type { Translate } from '../../words/texts.js';
import { word } from '../../words/words.js';
import type { Absent } from './present-glance.js';

/** Kinds that whoever gives care looks for: where they are not on the page, that is said. */
const LOOKED_FOR = ['ALLERGY', 'MEDS'] as const;

/** Beside all that may be seen: what the agreements of the purpose name and the rules deny now, each with where it says why. */
export function absentFromWhole(
  t: Translate,
  path: string,
  { named, shown }: { readonly named: readonly string[]; readonly shown: readonly string[] },
): Absent {
  const missing = [...new Set([...LOOKED_FOR, ...named])].filter((category) => !shown.includes(category));
  return {
    kinds: missing.map((category) => ({
      text: word(t, 'category', category),
      href: named.includes(category) ? `${path}#denied` : `${path}?also=${category}`,
    })),
    says: t('practitioner.record.glance.absentWhy'),
  };
}

/** Beside one kind alone: the whole page has the others, or says why not. */
export function absentFromOne(t: Translate, path: string, shown: string): Absent {
  const missing = LOOKED_FOR.filter((category) => category !== shown);
  return {
    kinds: missing.map((category) => ({ text: word(t, 'category', category), href: `${path}/record` })),
    says: t('practitioner.record.glance.absentWhole'),
  };
}
