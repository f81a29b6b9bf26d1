import type { Translate } from '../../shell/texts.js';
import { until } from '../../words/times.js';
import { words } from '../../words/words.js';
import type { Agreement } from '../agreements.js';
import { categoriesOf, type Directive, type KnownSharing } from './known-sharing.js';

export interface Described {
  readonly title: string;
  /** The title with whom it is shared with: a resident may have agreed to the same thing with several. */
  readonly named: string;
  readonly says: string;
}

/** A thing that the resident agreed to, in words. */
export function describeDirective(
  t: Translate,
  directive: Directive,
  { agreements, agencies }: KnownSharing,
  language: string,
): Described {
  const agreement = agreements.find(({ id }) => id === directive.agreement);
  const categories = words(t, 'category', categoriesOf(directive, agreements)).join(', ');
  const to = (directive.recipients ?? []).map((code) => agencies(code)).join(', ');
  const says = [
    categories === '' ? t('practitioner.told.anything') : categories,
    to === '' ? t('practitioner.told.toAll') : t('practitioner.told.to', { agencies: to }),
    ...(directive.expiresAt === null
      ? []
      : [t('practitioner.told.until', { date: until(directive.expiresAt, language).text })]),
  ];
  const title = agreement?.title ?? t('practitioner.told.noAgreement');
  return { title, named: to === '' ? title : `${title} (${to})`, says: says.join(' · ') };
}

export function describeAgreement(t: Translate, agreement: Agreement): Described {
  return {
    title: agreement.title,
    named: agreement.title,
    says: words(t, 'category', agreement.categories).join(', '),
  };
}
