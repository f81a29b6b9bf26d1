import { CATEGORIES, PURPOSES } from '#libs/domain';
import { dateInput, errorOf, errorSummary, type FieldError } from '../../shell/page.js';
import type { Translate } from '../../words/texts.js';
import type { KnownAgency } from '../../words/agency-names.js';
import { calendarDay, exactMoment } from '../../words/times.js';
import { VOCABULARIES, type Vocabulary, word, words } from '../../words/words.js';
import { asOfNow, dataCell, headOf, NONE, type Cell, type Listing } from '../show/cell.js';
import { actionCell, kindWord, KINDS, outcomeCell } from '../show/event-words.js';
import { isDay } from '#libs/calendar';
import { addressOf } from '../../shell/address-of.js';
import { pagination } from '../show/pages.js';
import type { Words } from '../show/words.js';
import type { EntryLine } from './entry-line.js';
import { FILTERS, type Chosen, type Filter } from './filters.js';

export const ENTRIES = '/officer/entries';

/** The form of the filters: nothing is chosen until somebody chooses. */
export function presentFilters(
  chosen: Chosen,
  agencies: readonly KnownAgency[],
  errors: readonly FieldError[],
  t: Translate,
) {
  const select = (name: Filter, options: readonly { value: string; text: string }[]) => ({
    id: name,
    name,
    label: { text: t(`officer.entries.filter.${name}`) },
    errorMessage: errorOf(errors, name),
    items: [
      { value: '', text: t('officer.entries.any') },
      ...options.map((option) => ({ ...option, selected: option.value === chosen[name] })),
    ],
  });
  const coded = (vocabulary: Vocabulary, codes: readonly string[]) =>
    codes.map((value) => ({ value, text: word(t, vocabulary, value) }));
  const date = (name: 'from' | 'to') =>
    dateInput(name, { value: chosen[name], label: t(`officer.entries.filter.${name}`), errors });
  return {
    dates: [date('from'), date('to')],
    selects: [
      select('outcome', coded('outcome', VOCABULARIES.outcome)),
      select(
        'kind',
        KINDS.map((value) => ({ value, text: kindWord(t, value) })),
      ),
      select('purpose', coded('purpose', PURPOSES)),
      select('category', coded('category', CATEGORIES)),
      select(
        'agency',
        agencies.map(({ code, name }) => ({ value: code, text: name, attributes: { class: 'data' } })),
      ),
      select('reason', coded('reason', VOCABULARIES.reason)),
    ],
    // What only links choose stays chosen when the form is sent.
    kept: (['requester', 'resident'] as const).flatMap((name) =>
      chosen[name] === undefined ? [] : [{ name, value: chosen[name] }],
    ),
    errors: errorSummary(t, errors),
  };
}

/** Each filter that is chosen, in words, with the address of the list without it. */
export function presentTags(chosen: Chosen, { t, language, nameOf }: Words): { text: string; href: string }[] {
  const { after: _place, ...filters } = chosen;
  return FILTERS.flatMap((name) => {
    const value = filters[name];
    if (value === undefined) return [];
    const text = `${t(`officer.entries.filter.${name}`)}: ${toldOf(name, value, { t, language, nameOf })}`;
    return [{ text, href: addressOf(ENTRIES, { ...filters, [name]: undefined }) }];
  });
}

function toldOf(name: Filter, value: string, { t, language, nameOf }: Words): string {
  switch (name) {
    case 'from':
    case 'to':
      return isDay(value) ? calendarDay(value, language).text : value;
    case 'agency':
      return nameOf(value);
    case 'kind':
      return kindWord(t, value);
    case 'requester':
    case 'resident':
      return t(`officer.entries.one.${name}`);
    default:
      return word(t, name, value);
  }
}

export function presentLines(lines: readonly EntryLine[], { t, language, nameOf }: Words): Listing {
  const agencies = ({ sourceAgency: from, recipientAgency, requesterAgency }: EntryLine): Cell => {
    const to = recipientAgency ?? requesterAgency;
    if (from !== null && to !== null) return dataCell(`${nameOf(from)} → ${nameOf(to)}`);
    return dataCell(nameOf(from ?? to ?? NONE.text));
  };
  return {
    caption: t('officer.entries.caption'),
    head: headOf(t, 'officer.entries', 'time', 'what', 'outcome', 'information', 'purpose', 'agencies', 'reason'),
    rows: lines.map((line) => [
      {
        ...dataCell(exactMoment(line.time, language).text),
        href: `${ENTRIES}/${line.id}`,
        // Many happen in one second: each link has a name of its own.
        hidden: line.id.slice(0, 8),
      },
      whatCell(t, line),
      outcomeCell(t, line.outcome),
      { text: words(t, 'category', line.categories).join(', ') || '–' },
      { text: line.purpose === null ? '–' : word(t, 'purpose', line.purpose) },
      agencies(line),
      { text: line.reason === null ? '–' : word(t, 'reason', line.reason) },
    ]),
  };
}

function whatCell(t: Translate, { kind, action }: EntryLine): Cell {
  const { text } = actionCell(t, action);
  return { text: t('officer.entries.what', { kind: kindWord(t, kind), action: text }) };
}

/** Everything of the page but its filters. */
export function presentEntries(
  { items, next }: { readonly items: readonly EntryLine[]; readonly next: string | null },
  chosen: Chosen,
  at: Date,
  words: Words,
) {
  return {
    asOfLines: asOfNow(words, 'officer.entries', at),
    tags: presentTags(chosen, words),
    clear: ENTRIES,
    list: items.length === 0 ? undefined : presentLines(items, words),
    download: addressOf(`${ENTRIES}/csv`, chosen),
    pagination: pagination(words.t, ENTRIES, chosen, next),
  };
}
