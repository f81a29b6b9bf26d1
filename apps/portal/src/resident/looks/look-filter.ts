import { errorList, errorOf, type FieldError } from '../../shell/page.js';
import { addressOf } from '../../shell/address-of.js';
import type { KnownAgency } from '../../words/agency-names.js';
import type { Translate } from '../../words/texts.js';
import { endOfLondonDay, startOfLondonDay } from '#libs/calendar';
import type { HistoryQuery } from '../record/read-record.js';
import { isServiceDay, typedDay } from '../../shell/typed-day.js';

/** What the address of the list says, as it was typed. */
type Part = 'outcome' | 'agency' | 'from' | 'to' | 'before' | 'after';
export type LookQuery = Readonly<Partial<Record<Part, string>>>;

const HERE = '/resident/looks';
const LINES_AT_ONCE = 100;
/** What was let through, what was refused, and what was said: a list of its own each. */
export const OUTCOMES = ['permit', 'deny', 'recorded'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** `outcome` as the API has it tells only of disclosures; what was said is a kind of its own. */
const TO_API: Readonly<Record<Outcome, HistoryQuery>> = {
  permit: { kind: 'disclosure', outcome: 'permit' },
  deny: { kind: 'disclosure', outcome: 'deny' },
  recorded: { kind: 'directive' },
};
const AGENCY = /^[A-Z0-9-]{2,20}$/;

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const earlier = (one: string | undefined, other: string | undefined): string | undefined =>
  one !== undefined && other !== undefined && other < one ? other : (one ?? other);

/** A filter by outcome, agency and days of London, kept in the address: it can be kept and sent on. */
export class LookFilter {
  readonly outcome: Outcome;
  readonly agency: string;
  readonly from: string;
  readonly to: string;
  /** Where an earlier page ended within a day. */
  readonly after: string | undefined;
  private readonly begins: string | undefined;
  private readonly ends: string | undefined;
  readonly errors: readonly FieldError[];

  constructor(query: LookQuery, t: Translate) {
    const [outcome, agency, before] = [textOf(query.outcome), textOf(query.agency), textOf(query.before)];
    this.outcome = OUTCOMES.find((known) => known === outcome) ?? 'permit';
    this.agency = AGENCY.test(agency) ? agency : '';
    this.from = textOf(query.from);
    this.to = textOf(query.to);
    this.after = textOf(query.after) || undefined;
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
    this.ends = earlier(
      last === undefined ? undefined : endOfLondonDay(last),
      isServiceDay(before) ? startOfLondonDay(before) : undefined,
    );
  }

  get narrows(): boolean {
    return this.agency !== '' || this.from !== '' || this.to !== '';
  }

  /** As the API takes it; the last day counts whole. */
  toApi(): HistoryQuery {
    return {
      ...TO_API[this.outcome],
      limit: LINES_AT_ONCE,
      agency: this.agency === '' ? undefined : this.agency,
      from: this.begins,
      to: this.ends,
    };
  }

  /** The page that goes on, of the same filter. */
  olderHref(older: { readonly before: string } | { readonly after: string }): string {
    const { outcome, agency, from, to } = this;
    return addressOfList({ outcome, agency, from, to, ...older });
  }

  /** The list without its filter. */
  get clearHref(): string {
    return addressOfList({ outcome: this.outcome });
  }

  /** The lists, the one that is shown marked: GOV.UK Frontend has no part for it. */
  tabs(t: Translate): object[] {
    const { agency, from, to } = this;
    // What cannot be read as a day stays in the field that it was typed into, and in no link.
    const days = this.errors.length > 0 ? {} : { from, to };
    return OUTCOMES.map((outcome) => ({
      text: t(`resident.looks.${outcome}.tab`),
      href: addressOfList({ outcome, agency, ...days }),
      current: outcome === this.outcome,
    }));
  }

  /** Arguments of the form's macros. */
  form(t: Translate, agencies: readonly Pick<KnownAgency, 'code' | 'name'>[]): object {
    const dayInput = (name: 'from' | 'to'): object => {
      const error = errorOf(this.errors, name);
      return {
        ...{ id: name, name, value: this[name], classes: 'govuk-input--width-10' },
        label: { text: t(`resident.looks.filter.${name}`) },
        hint: { text: t('resident.looks.filter.hint') },
        ...(error ? { errorMessage: error } : {}),
      };
    };
    const isKnown = agencies.some(({ code }) => code === this.agency);
    const listed = isKnown || this.agency === '' ? agencies : [...agencies, { code: this.agency, name: this.agency }];
    return {
      errors: errorList(this.errors),
      agency: {
        ...{ id: 'agency', name: 'agency', value: this.agency },
        label: { text: t('resident.looks.filter.agency') },
        items: [
          { value: '', text: t('resident.looks.filter.anyAgency') },
          ...listed.map(({ code, name }) => ({ value: code, text: name, attributes: { class: 'data' } })),
        ],
      },
      from: dayInput('from'),
      to: dayInput('to'),
    };
  }
}

/** The first list is the page itself. */
const addressOfList = ({ outcome, ...others }: Readonly<Record<string, string>>): string =>
  addressOf(HERE, { outcome: outcome === OUTCOMES[0] ? '' : outcome, ...others });
