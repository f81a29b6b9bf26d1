import { isDay } from '#libs/calendar';
import { CATEGORIES, PURPOSES } from '#libs/domain';
import type { audit } from '#libs/client';
import { dateInput, errorSummary, type FieldError } from '../../shell/page.js';
import type { Translate } from '../../words/texts.js';
import type { AgencyNames } from '../../words/agency-names.js';
import { calendarDay, exactMoment } from '../../words/times.js';
import { word, words } from '../../words/words.js';
import { asOf } from '../sent/present-sent.js';
import { addressWith, FILTERS, type LookFilters } from './look-filters.js';

/** One thing that a practitioner did, as the audit app tells it to them. */
export type OwnLine = Pick<
  audit.OwnLine,
  'id' | 'time' | 'kind' | 'action' | 'outcome' | 'reason' | 'purpose' | 'categories' | 'sourceAgency' | 'resident'
>;

export interface Looks {
  /** Undefined when the filters could not be read. */
  readonly list: { readonly items: readonly OwnLine[]; readonly next: string | null } | undefined;
  readonly filters: LookFilters;
  readonly errors: readonly FieldError[];
  readonly agencies: AgencyNames;
  readonly language: string;
  readonly at: string;
}

/** One's own access log. */
export function presentLooks(t: Translate, looks: Looks): object {
  const { list, filters, errors, language, at } = looks;
  // What is wrong with a field stays in that field: in no link, and in no word of the page.
  const isWrong = (name: string): boolean => errors.some(({ field }) => field === name);
  const chosen = FILTERS.filter((name) => filters[name] !== undefined && !isWrong(name));
  return {
    errorSummary: errorSummary(t, errors),
    filter: presentFilter(t, filters, errors),
    chosen: chosen.map((name) => {
      const others = Object.fromEntries(chosen.filter((one) => one !== name).map((one) => [one, filters[one]]));
      const text = t('practitioner.looks.filter.remove', { filter: saidFilter(t, language, name, filters[name]!) });
      return { text, href: addressWith(others) };
    }),
    asOf: asOf(t, at, language),
    rows: list?.items.map((line) => presentLine(t, line, looks)) ?? [],
    empty: t(chosen.length > 0 ? 'practitioner.looks.noneMatch' : 'practitioner.looks.none'),
    next: list?.next ? { text: t('practitioner.looks.next'), href: addressWith(filters, list.next) } : undefined,
  };
}

function presentLine(t: Translate, line: OwnLine, { agencies, language }: Looks): object {
  const { purpose, sourceAgency, categories, resident, outcome, reason } = line;
  const person = t('practitioner.looks.person', { reference: (resident ?? '').slice(0, 6) });
  const searched = `practitioner.looks.searched.${outcome}`;
  return {
    time: exactMoment(line.time, language),
    what: sayWhat(t, line),
    parts: words(t, 'category', categories).join(', '),
    details: [
      ...(sourceAgency === null ? [] : [t('practitioner.looks.from', { agency: agencies(sourceAgency) })]),
      ...(purpose === null ? [] : [t('practitioner.looks.for', { purpose: word(t, 'purpose', purpose) })]),
    ],
    person: resident === null ? undefined : { text: person, href: `/practitioner/people/${resident}` },
    nobody: t('practitioner.looks.nobody'),
    tag: {
      // How a search ended: nobody allowed or refused it.
      text: t.knows(searched) ? t(searched) : word(t, 'outcome', outcome),
      classes: outcome === 'permit' ? 'govuk-tag--green' : 'govuk-tag--grey',
    },
    reason: outcome === 'deny' && reason !== null ? word(t, 'reason', reason) : undefined,
  };
}

/** The same of a line as the resident reads of it (`resident/looks`), from the side of whoever did it. */
function sayWhat(t: Translate, { kind, action, outcome }: OwnLine): string {
  const asked = kind === 'decision' ? 'ask' : action;
  // Of what was refused: it was asked for, and nobody saw it.
  const sayings = [...(outcome === 'deny' ? [`denied.${asked}`] : []), `action.${asked}`];
  const saying = sayings.find((one) => t.knows(`practitioner.looks.${one}`)) ?? 'action.other';
  return t(`practitioner.looks.${saying}`);
}

function saidFilter(t: Translate, language: string, name: (typeof FILTERS)[number], value: string): string {
  const isWord = name === 'outcome' || name === 'category' || name === 'purpose';
  const said = isWord ? word(t, name, value) : isDay(value) ? calendarDay(value, language).text : value;
  return `${t(`practitioner.looks.filter.${name}`)}: ${said}`;
}

function presentFilter(t: Translate, filters: LookFilters, errors: readonly FieldError[]): object {
  const select = (name: 'outcome' | 'category' | 'purpose', values: readonly string[]): object => ({
    id: name,
    name,
    label: { text: t(`practitioner.looks.filter.${name}`) },
    items: [
      { value: '', text: t('practitioner.looks.filter.any') },
      ...values.map((value) => ({ value, text: word(t, name, value), selected: filters[name] === value })),
    ],
  });
  const day = (name: 'from' | 'to'): object => ({
    ...dateInput(name, { value: filters[name], label: t(`practitioner.looks.filter.${name}`), errors }),
    classes: 'govuk-input--width-10',
  });
  return {
    selects: [select('outcome', ['permit', 'deny']), select('category', CATEGORIES), select('purpose', PURPOSES)],
    days: [day('from'), day('to')],
  };
}
