import type { DirectiveReach } from '../directive/directive-reach.js';
import type { Category } from './categories.js';
import type { Purpose } from './purposes.js';

/** What appears on no page of a resident, whoever holds the phone (domain 1.15, "Discreet", the defaults). */
export const DISCREET_CATEGORIES: readonly Category[] = ['SAFEGUARDING', 'DOMESTICABUSE'];
export const DISCREET_PURPOSES: readonly Purpose[] = ['SAFEG'];

/**
 * A reach as a resident's own pages may tell it: without discreet agencies, categories and purposes. Null where nothing is
 * left: what is discreet and what is absent look the same (domain 1.15). Null in a reach means all, and names nobody. Pure.
 */
export function toldReach<Reach extends DirectiveReach>(reach: Reach, agencies: readonly string[]): Reach | null {
  const told = {
    ...reach,
    sources: without(reach.sources, agencies),
    recipients: without(reach.recipients, agencies),
    categories: without(reach.categories, DISCREET_CATEGORIES),
    purposes: without(reach.purposes, DISCREET_PURPOSES),
  };
  const parts = [told.sources, told.recipients, told.categories, told.purposes];
  return parts.some((part) => part?.length === 0) ? null : told;
}

const without = (named: readonly string[] | null, discreet: readonly string[]): string[] | null =>
  named && named.filter((one) => !discreet.includes(one));
