import type { Translate } from '../../words/texts.js';
import type { Advice } from './ask-access.js';

/** Each text once. */
export const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/**
 * A denial in words, never in codes: what the rule says, what stands against it, what would change it, whom to ask. One denial for several categories at once, where the same words hold for all of them.
 * @param claim where one says how one works with the person; undefined where saying so would open nothing
 */
export function presentDenial(t: Translate, denied: readonly Advice[], claim: string | undefined) {
  const [first] = denied as readonly [Advice, ...Advice[]];
  // The rule's own words stand above; only what comes on top of them is listed.
  const missing = unique(denied.flatMap((one) => one.missing)).filter((text) => text !== first.says);
  const changes = unique(denied.flatMap(({ change }) => change ?? []));
  const references = denied.flatMap(({ entryId }) => entryId ?? []);
  const row = (key: string, value: string, classes = ''): object => ({
    key: { text: t(`practitioner.denied.${key}`) },
    value: { text: value, classes },
  });
  return {
    says: first.says,
    missing: missing.length > 0 ? { title: t('practitioner.denied.missing'), items: missing } : undefined,
    change: {
      title: t('practitioner.denied.change'),
      items: changes.length > 0 ? changes : [t('practitioner.denied.noChange')],
    },
    facts: {
      rows: [
        row('ask', t('practitioner.denied.askOfficer')),
        ...(references[0] === undefined ? [] : [row('reference', references[0], 'long-value data')]),
      ],
    },
    claim:
      claim !== undefined && first.reason === 'no-relationship'
        ? { text: t('practitioner.denied.claim'), href: claim }
        : undefined,
  };
}
