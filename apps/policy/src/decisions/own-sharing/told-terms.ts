import { DISCREET_CATEGORIES, DISCREET_PURPOSES } from '#libs/domain';
import type { AgreementTerms } from '../../registry/agreement/agreement-terms.js';

/**
 * The terms as a resident's own pages may tell them: without discreet agencies and categories (domain 1.15). Null where
 * nothing is left, and for safeguarding: what is deferred, discreet or absent looks the same. Pure.
 */
export function toldTerms(terms: AgreementTerms, discreetAgencies: readonly string[]): AgreementTerms | null {
  if (terms.mode === 'SAFEGUARDING' || DISCREET_PURPOSES.includes(terms.purpose)) return null;
  const parties = terms.parties.filter(
    ({ source, recipient }) => !discreetAgencies.includes(source) && !discreetAgencies.includes(recipient),
  );
  const categories = terms.categories.filter((category) => !DISCREET_CATEGORIES.includes(category));
  return parties.length === 0 || categories.length === 0 ? null : { ...terms, parties, categories };
}
