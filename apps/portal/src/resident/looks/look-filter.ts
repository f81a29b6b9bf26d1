import type { Query } from '../../api/broker.js';
import { errorList, errorOf, type FieldError } from '../../shell/page.js';
import type { Translate } from '../../shell/texts.js';
import { endOfLondonDay, startOfLondonDay } from '#libs/calendar';
import { typedDay } from '../record/typed-day.js';

/** What the address of the list says, as it was typed. */
export interface LookQuery {
  readonly outcome?: string;
  readonly from?: string;
  readonly to?: string;
  readonly after?: string;
}

export const LOOKS_A_PAGE = 20;
const OUTCOMES = ['all', 'permit', 'deny'] as const;

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** A filter by outcome and by days of London, kept in the address: it can be kept and sent on. */
export class LookFilter {
  readonly outcome: (typeof OUTCOMES)[number];
  readonly from: string;
  readonly to: string;
  private readonly after: string;
  private readonly begins: string | undefined;
  private readonly ends: string | undefined;
  readonly errors: readonly FieldError[];

  constructor(query: LookQuery, t: Translate) {
    const outcome = textOf(query.outcome);
    this.outcome = OUTCOMES.find((known) => known === outcome) ?? 'all';
    this.from = textOf(query.from);
    this.to = textOf(query.to);
    this.after = textOf(query.after);
    const [first, last] = [typedDay(this.from), typedDay(this.to)];
    const isWrong = (text: string, day: string | undefined): boolean => text !== '' && day === undefined;
    this.errors = [
      ...(isWrong(this.from, first) ? [{ field: 'from', text: t('resident.looks.filter.badFrom') }] : []),
      ...(isWrong(this.to, last) ? [{ field: 'to', text: t('resident.looks.filter.badTo') }] : []),
      ...(first !== undefined && last !== undefined && last < first
        ? [{ field: 'to', text: t('resident.looks.filter.endsBefore') }]
        : []),
    ];
    this.begins = first === undefined ? undefined : startOfLondonDay(first);
    this.ends = last === undefined ? undefined : endOfLondonDay(last);
  }

  get narrows(): boolean {
    return this.outcome !== 'all' || this.from !== '' || this.to !== '';
  }

  /** As the API takes it; the last day counts whole. */
  toApi(): Query {
    return {
      limit: LOOKS_A_PAGE,
      outcome: this.outcome === 'all' ? undefined : this.outcome,
      from: this.begins,
      to: this.ends,
      after: this.after === '' ? undefined : this.after,
    };
  }

  /** The next page, of the same filter. */
  nextHref(after: string): string {
    const { outcome, from, to } = this;
    const parts = Object.entries({ outcome: outcome === 'all' ? '' : outcome, from, to, after });
    return `/resident/looks?${new URLSearchParams(parts.filter(([, value]) => value !== '')).toString()}`;
  }

  /** Arguments of the form's macros. */
  form(t: Translate): object {
    const dayInput = (name: 'from' | 'to'): object => {
      const error = errorOf(this.errors, name);
      return {
        ...{ id: name, name, value: this[name], classes: 'govuk-input--width-10' },
        label: { text: t(`resident.looks.filter.${name}`) },
        hint: { text: t('resident.looks.filter.hint') },
        ...(error ? { errorMessage: error } : {}),
      };
    };
    return {
      errors: errorList(this.errors),
      outcome: {
        ...{ name: 'outcome', idPrefix: 'outcome', classes: 'govuk-radios--small' },
        fieldset: { legend: { text: t('resident.looks.filter.outcome'), classes: 'govuk-fieldset__legend--s' } },
        items: OUTCOMES.map((value) => ({
          value,
          text: t(`resident.looks.filter.${value}`),
          checked: value === this.outcome,
        })),
      },
      from: dayInput('from'),
      to: dayInput('to'),
    };
  }
}
