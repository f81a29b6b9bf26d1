import { londonDayOf } from '#libs/calendar';
import {
  isBirthDate,
  readDay,
  readLocalId,
  readMonth,
  readName,
  readNhsNumber,
  readPostcode,
  readUprn,
} from '#libs/domain';
import type { Fields } from '../../session/session.js';
import type { FieldError } from '../../shell/page.js';
import type { Translate } from '../../words/texts.js';
import { typed } from '../../shell/typed.js';

/** As the consent app's look-up takes it. */
export interface Search {
  readonly familyName: string;
  readonly birthDate: string;
  readonly postcode?: string;
  readonly nhsNumber?: string;
  readonly uprn?: string;
  readonly localId?: string;
}

export interface Checked {
  readonly search: Search;
  /** Empty when the search may be sent. */
  readonly errors: readonly FieldError[];
}

/** Of these, one is enough: a name and a date of birth alone fit too many people. */
export const ONE_OF = ['postcode', 'nhsNumber', 'uprn', 'localId'] as const;
type OneOf = (typeof ONE_OF)[number];

const READ: Readonly<Record<OneOf, (text: string) => string | null>> = {
  postcode: readPostcode,
  nhsNumber: readNhsNumber,
  uprn: readUprn,
  localId: readLocalId,
};

/** Reads the form, and says what is wrong with it before anything is asked, and so recorded. */
export function checkSearch(fields: Fields, t: Translate): Checked {
  const errors: FieldError[] = [];
  const refuse = (field: string, key: string): void => {
    errors.push({ field, text: t(`practitioner.find.errors.${key}`) });
  };
  const familyName = readName(typed(fields, 'familyName'));
  if (typed(fields, 'familyName') === '') refuse('familyName', 'noFamilyName');
  else if (familyName === null) refuse('familyName', 'familyName');
  const birthDate = dateOf(fields);
  if (birthDate === '') refuse('birthDate-day', 'noBirthDate');
  else if (isShortYear(typed(fields, 'birthDate-year'))) refuse('birthDate-day', 'shortYear');
  else if (birthDate === undefined) refuse('birthDate-day', 'birthDate');
  const given = ONE_OF.filter((name) => typed(fields, name) !== '').map(
    (name) => [name, READ[name](typed(fields, name))] as const,
  );
  for (const [name, value] of given) if (value === null) refuse(name, name);
  if (given.length === 0) refuse('postcode', 'none');
  return { search: { familyName: familyName ?? '', birthDate: birthDate ?? '', ...Object.fromEntries(given) }, errors };
}

/** A birth in '44 may be of either century: it is never guessed, and the page says what to type. */
const isShortYear = (year: string): boolean => /^['’]?\d{2}$/.test(year);

/** Empty when nothing was typed, undefined for what is no day of the past. */
function dateOf(fields: Fields): string | undefined {
  const parts = ['year', 'month', 'day'].map((part) => typed(fields, `birthDate-${part}`));
  if (parts.every((part) => part === '')) return '';
  const [year = '', monthText = '', day = ''] = parts;
  const month = readMonth(monthText);
  if (month === null || !/^\d{1,2}$/.test(day)) return undefined;
  const text = readDay(`${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`);
  // The consent app asks its own clock again: this only spares a page.
  return text !== null && isBirthDate(text, londonDayOf(new Date())) ? text : undefined;
}
