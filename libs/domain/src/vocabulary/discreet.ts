import type { Category } from './categories.js';
import type { Purpose } from './purposes.js';

/** What appears on no page of a resident, whoever holds the phone (domain 1.15, "Discreet", the defaults). */
export const DISCREET_CATEGORIES: readonly Category[] = ['SAFEGUARDING', 'DOMESTICABUSE'];
export const DISCREET_PURPOSES: readonly Purpose[] = ['SAFEG'];
