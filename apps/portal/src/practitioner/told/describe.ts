import type { Translate } from '../../words/texts.js';
import { until } from '../../words/times.js';
import { words } from '../../words/words.js';
import type { Agreement } from '../agreements.js';
import type { DirectiveReach } from '#libs/domain';
import { categoriesOf, type KnownSharing, recipientsOf } from './known-sharing.js';

/**
 * What the resident said, in words, and whether its agreement is in force: not what is shared, which is the decision point's to
 * say. What is not found is never taken to be all.
 */
export function describeDirective(
  t: Translate,
  directive: DirectiveReach & { readonly expiresAt: string | null },
  { agreements, agencies }: KnownSharing,
  language: string,
) {
  const agreement = agreements.find(({ id }) => id === directive.agreement);
  const categories = words(t, 'category', categoriesOf(directive, agreements)).join(', ');
  const to = (directive.recipients ?? (agreement ? recipientsOf(agreement) : [])).map(agencies).join(', ');
  const under = directive.agreement !== null;
  const says = [
    categories === '' ? t(`practitioner.told.${under ? 'namedThere' : 'anything'}`) : categories,
    to === '' ? t(`practitioner.told.${under ? 'toNamed' : 'toAll'}`) : t('practitioner.told.to', { agencies: to }),
    ...(directive.sources === null
      ? []
      : [t('practitioner.told.heldBy', { agencies: directive.sources.map(agencies).join(', ') })]),
    ...(directive.expiresAt === null
      ? []
      : [t('practitioner.told.until', { date: until(directive.expiresAt, language).text })]),
    ...(under ? standingOf(t, agreement) : []),
  ];
  // `named`: with whom it is shared, too: a resident may have agreed to the same thing with several.
  const title = agreement?.title ?? directive.agreement ?? t('practitioner.told.noAgreement');
  return { title, named: to === '' ? title : `${title} (${to})`, says: says.join(' · ') };
}

function standingOf(t: Translate, agreement: Agreement | undefined): string[] {
  if (agreement === undefined) return [t('practitioner.told.standing.notFound')];
  const { state } = agreement;
  return state === 'suspended' || state === 'expired' ? [t(`practitioner.told.standing.${state}`)] : [];
}

export const describeAgreement = (t: Translate, agreement: Agreement) => ({
  ...{ title: agreement.title, named: agreement.title },
  says: [words(t, 'category', agreement.categories).join(', '), ...standingOf(t, agreement)].join(' · '),
});
