import type { audit } from '#libs/client';
import { type Category, isCategory, isPurpose, type Purpose } from '#libs/domain';
import type { FieldError } from '../../shell/page.js';
import type { Translate } from '../../words/texts.js';
import { endOfLondonDay, startOfLondonDay } from '#libs/calendar';

type EntryQuery = audit.operations['entryList']['parameters']['query'];
const OUTCOMES = ['permit', 'deny'] as const;

/** What the list is narrowed by, as it stands in the address. */
export interface LookFilters {
  readonly outcome?: (typeof OUTCOMES)[number];
  readonly category?: Category;
  readonly purpose?: Purpose;
  readonly from?: string;
  readonly to?: string;
}
export const FILTERS = ['outcome', 'category', 'purpose', 'from', 'to'] as const;

const KNOWN: Readonly<Record<'outcome' | 'category' | 'purpose', (value: string) => boolean>> = {
  outcome: (value) => OUTCOMES.some((one) => one === value),
  category: isCategory,
  purpose: isPurpose,
};

/** Reads an address's filters. A word that no list offers narrows nothing; a day that is none is told. */
export function readFilters(query: Readonly<Record<string, unknown>>): LookFilters {
  const given = FILTERS.flatMap((name) => {
    const value = query[name];
    if (typeof value !== 'string' || value === '') return [];
    const isKnown = name === 'from' || name === 'to' || KNOWN[name](value);
    return isKnown ? [[name, value.slice(0, 30)] as const] : [];
  });
  return Object.fromEntries(given);
}

export function checkFilters({ from, to }: LookFilters, t: Translate): FieldError[] {
  const errors: FieldError[] = [];
  for (const [name, value] of [['from', from] as const, ['to', to] as const]) {
    if (value !== undefined && startOfLondonDay(value) === undefined) {
      errors.push({ field: name, text: t('practitioner.looks.errors.day') });
    }
  }
  if (errors.length === 0 && from !== undefined && to !== undefined && from > to) {
    errors.push({ field: 'to', text: t('practitioner.looks.errors.order') });
  }
  return errors;
}

/** The filters as the audit app takes them: days become moments of London. */
export function toQuery({ from, to, ...rest }: LookFilters): EntryQuery {
  return {
    ...rest,
    from: from === undefined ? undefined : startOfLondonDay(from),
    to: to === undefined ? undefined : endOfLondonDay(to),
  };
}

/** This page's own address with filters. */
export function addressOf(filters: LookFilters, after?: string): string {
  const search = new URLSearchParams(Object.entries({ ...filters, ...(after === undefined ? {} : { after }) }));
  const text = search.toString();
  return text === '' ? '/practitioner/looks' : `/practitioner/looks?${text}`;
}
