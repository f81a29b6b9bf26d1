import type { audit } from '#libs/client';
import type { FieldError } from '../../shell/page.js';
import { addressOf } from '../../shell/address-of.js';
import { betweenDays, errorsOfDays } from '../../shell/between-days.js';
import type { Translate } from '../../words/texts.js';
import { isWord } from '../../words/words.js';

type EntryQuery = NonNullable<audit.operations['entryList']['parameters']['query']>;

export const FILTERS = ['outcome', 'category', 'purpose', 'from', 'to'] as const;
/** What the list is narrowed by, as it stands in the address. */
export type LookFilters = Pick<EntryQuery, (typeof FILTERS)[number]>;

/** Reads an address's filters. A word that no list offers narrows nothing; a day that is none is told. */
export function readFilters(query: Readonly<Record<string, unknown>>): LookFilters {
  const given = FILTERS.flatMap((name) => {
    const value = query[name];
    if (typeof value !== 'string' || value === '') return [];
    const isKnown = name === 'from' || name === 'to' || isWord(name, value);
    return isKnown ? [[name, value.slice(0, 30)] as const] : [];
  });
  return Object.fromEntries(given);
}

export const checkFilters = (filters: LookFilters, t: Translate): FieldError[] =>
  errorsOfDays(filters, (key) => t(`practitioner.looks.errors.${key}`));

/** The filters as the audit app takes them. */
export const toQuery = (filters: LookFilters): EntryQuery => ({ ...filters, ...betweenDays(filters) });

/** This page's own address with filters. */
export const addressWith = (filters: LookFilters, after?: string): string =>
  addressOf('/practitioner/looks', { ...filters, after });
