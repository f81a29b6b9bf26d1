import { DISCREET_CATEGORIES, type Category } from '#libs/domain';
import type { Facts } from '#libs/pdp';

const isTold = (category: Category): boolean => !DISCREET_CATEGORIES.includes(category);

/**
 * Facts as far as a resident may be told of them: what overrides their word, safeguarding, and what is discreet show in no
 * rehearsal (domain 1.15). Leaving out can only deny.
 */
export const tellable = (facts: Facts): Facts => ({
  ...facts,
  overrides: [],
  agreements: facts.agreements
    .filter(({ mode }) => mode !== 'SAFEGUARDING')
    .map((agreement) => ({ ...agreement, categories: agreement.categories.filter(isTold) })),
});
