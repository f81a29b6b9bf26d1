import { isDay } from '#libs/calendar';
import { CATEGORIES, PURPOSES } from '#libs/domain';
import type { audit } from '#libs/client';
import { errorList, errorOf, type FieldError } from '../../shell/page.js';
import type { Translate } from '../../words/texts.js';
import type { AgencyNames } from '../../words/agency-names.js';
import { calendarDay, exactMoment } from '../../words/times.js';
import { word, words } from '../../words/words.js';
import { asOf } from '../sent/present-sent.js';
import { addressOf, FILTERS, type LookFilters } from './look-filters.js';

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

/** How a search ended: nobody allowed or refused it. */
const SEARCHED = ['match', 'none'];
/** Actions that have words of their own; any other is told as "something else". */
const ACTIONS = [
  ...['read', 'open', 'list', 'read-directives', 'ask', 'lookup', 'link'],
  ...['given', 'refused', 'objected', 'withdrawn', 'amended', 'lifted', 'upheld', 'declined'],
];
/** Of what was refused: it was asked for, and nobody saw it. */
const DENIED = ['read', 'open', 'list'];

/** One's own access log. */
export function presentLooks(t: Translate, looks: Looks): object {
  const { list, filters, errors, language, at } = looks;
  const chosen = FILTERS.filter((name) => filters[name] !== undefined);
  return {
    errorSummary: errors.length > 0 && { titleText: t('shell.errorSummary'), errorList: errorList(errors) },
    lead: t('practitioner.looks.lead'),
    filter: presentFilter(t, filters, errors),
    chosenTitle: t('practitioner.looks.filter.chosen'),
    chosen: chosen.map((name) => {
      const { [name]: _removed, ...others } = filters;
      const text = t('practitioner.looks.filter.remove', { filter: saidFilter(t, language, name, filters[name]!) });
      return { text, href: addressOf(others) };
    }),
    clear: chosen.length > 0 ? { text: t('practitioner.looks.filter.clear'), href: addressOf({}) } : undefined,
    asOf: asOf(t, at, language),
    sort: t('practitioner.looks.sort'),
    caption: t('practitioner.looks.caption'),
    head: ['time', 'what', 'person', 'outcome'].map((key) => t(`practitioner.looks.head.${key}`)),
    rows: list?.items.map((line) => presentLine(t, line, looks)) ?? [],
    empty: t(chosen.length > 0 ? 'practitioner.looks.noneMatch' : 'practitioner.looks.none'),
    next: list?.next ? { text: t('practitioner.looks.next'), href: addressOf(filters, list.next) } : undefined,
  };
}

function presentLine(t: Translate, line: OwnLine, { agencies, language }: Looks): object {
  const { purpose, sourceAgency, categories, resident, outcome, reason } = line;
  const person = t('practitioner.looks.person', { reference: (resident ?? '').slice(0, 6) });
  return {
    time: exactMoment(line.time, language),
    what: t(`practitioner.looks.${sayingOf(line)}`),
    parts: words(t, 'category', categories).join(', '),
    details: [
      ...(sourceAgency === null ? [] : [t('practitioner.looks.from', { agency: agencies(sourceAgency) })]),
      ...(purpose === null ? [] : [t('practitioner.looks.for', { purpose: word(t, 'purpose', purpose) })]),
    ],
    person: resident === null ? undefined : { text: person, href: `/practitioner/people/${resident}` },
    nobody: t('practitioner.looks.nobody'),
    tag: {
      text: SEARCHED.includes(outcome) ? t(`practitioner.looks.searched.${outcome}`) : word(t, 'outcome', outcome),
      classes: outcome === 'permit' ? 'govuk-tag--green' : 'govuk-tag--grey',
    },
    reason: outcome === 'deny' && reason !== null ? word(t, 'reason', reason) : undefined,
  };
}

/** The same of a line as the resident reads of it (`resident/looks`), from the side of whoever did it. */
function sayingOf({ kind, action, outcome }: OwnLine): string {
  const known = kind === 'decision' ? 'ask' : action;
  if (outcome === 'deny' && DENIED.includes(known)) return `denied.${known}`;
  return `action.${ACTIONS.includes(known) ? known : 'other'}`;
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
    id: name,
    name,
    type: 'date',
    value: filters[name] ?? '',
    label: { text: t(`practitioner.looks.filter.${name}`) },
    classes: 'govuk-input--width-10',
    errorMessage: errorOf(errors, name),
  });
  return {
    title: t('practitioner.looks.filter.title'),
    selects: [select('outcome', ['permit', 'deny']), select('category', CATEGORIES), select('purpose', PURPOSES)],
    days: [day('from'), day('to')],
    submit: { text: t('practitioner.looks.filter.submit'), classes: 'govuk-button--secondary' },
  };
}
