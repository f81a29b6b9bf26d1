import { isDay, londonDayOf } from '#libs/calendar';
import { isUprn, parseNhsNumber } from '#libs/domain';
import type { Fields } from '../../session/session.js';
import type { FieldError } from '../../shell/page.js';
import type { Translate } from '../../shell/texts.js';
import { typed } from '../typed.js';

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

const NAME = /^[\p{L}\p{M}' .’-]*\p{L}[\p{L}\p{M}' .’-]*$/u;
const FORMS: Readonly<Record<OneOf, (text: string) => boolean>> = {
  postcode: (text) => /^[A-Za-z]{1,2}[0-9][0-9A-Za-z]? ?[0-9][A-Za-z]{2}$/.test(text),
  nhsNumber: (text) => nhsNumberOf(text) !== undefined,
  uprn: (text) => isUprn(text.replace(/^0+/, '')),
  localId: (text) => /^[!-~]{1,64}$/.test(text),
};

/** Reads the form, and says what is wrong with it before anything is asked, and so recorded. */
export function checkSearch(fields: Fields, t: Translate): Checked {
  const errors: FieldError[] = [];
  const refuse = (field: string, key: string): void => {
    errors.push({ field, text: t(`practitioner.find.errors.${key}`) });
  };
  const familyName = typed(fields, 'familyName');
  if (familyName === '') refuse('familyName', 'noFamilyName');
  else if (familyName.length > 100 || !NAME.test(familyName)) refuse('familyName', 'familyName');
  const birthDate = dateOf(fields);
  if (birthDate === '') refuse('birthDate-day', 'noBirthDate');
  else if (birthDate === undefined) refuse('birthDate-day', 'birthDate');
  const given = ONE_OF.filter((name) => typed(fields, name) !== '');
  for (const name of given) if (!FORMS[name](typed(fields, name))) refuse(name, name);
  if (given.length === 0) refuse('postcode', 'none');
  const one = Object.fromEntries(given.map((name) => [name, normal(name, typed(fields, name))]));
  return { search: { familyName, birthDate: birthDate ?? '', ...one }, errors };
}

const normal = (name: OneOf, text: string): string => (name === 'nhsNumber' ? (nhsNumberOf(text) ?? text) : text);

function nhsNumberOf(text: string): string | undefined {
  try {
    return parseNhsNumber(text);
  } catch {
    return undefined;
  }
}

/** Empty when nothing was typed, undefined for what is no day of the past. */
function dateOf(fields: Fields): string | undefined {
  const parts = ['year', 'month', 'day'].map((part) => typed(fields, `birthDate-${part}`));
  if (parts.every((part) => part === '')) return '';
  const [year = '', month = '', day = ''] = parts;
  if (!/^(18|19|20)\d\d$/.test(year) || !/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(day)) return undefined;
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) && text <= londonDayOf(new Date()) ? text : undefined;
}
