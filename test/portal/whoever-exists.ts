import { readTown } from '../../scripts/town/town-data.js';
import type { Answer } from './same-page.js';

/** What a practitioner types; all but the name and the date of birth are one of several. */
export type Typed = Readonly<Partial<Record<'postcode' | 'nhsNumber' | 'uprn' | 'localId', string>>>;

export interface Searched {
  readonly familyName: string;
  /** `1944-05-03`. */
  readonly birthDate: string;
  readonly by: Typed;
}

export function fieldsOf({ familyName, birthDate, by }: Searched): Record<string, string> {
  const [year, month, day] = birthDate.split('-') as [string, string, string];
  return { familyName, 'birthDate-year': year, 'birthDate-month': month, 'birthDate-day': day, ...by };
}

const NOBODY = { familyName: 'Nobody', birthDate: '1980-01-01' };
const MARGARET = { familyName: 'Hale', birthDate: '1944-05-03' };
const PRIYA = { familyName: 'Nair', birthDate: '1997-01-30' };
const CALLUM = { familyName: 'Reid', birthDate: '1985-06-09' };

/** People who exist, searched by somebody who may not know it; each beside nobody, searched by the same. */
export const SEARCHES: readonly [says: string, as: string, exists: Searched, nobody: Searched][] = [
  [
    'another agency’s person, by postcode',
    'quirke',
    { ...MARGARET, by: { postcode: 'ZZ10 1HA' } },
    { ...NOBODY, by: { postcode: 'ZZ10 5NA' } },
  ],
  [
    'another agency’s person, by UPRN',
    'quirke',
    { ...MARGARET, by: { uprn: '990000000101' } },
    { ...NOBODY, by: { uprn: '990000009999' } },
  ],
  [
    'another agency’s person, by that agency’s number',
    'quirke',
    { ...MARGARET, by: { localId: '200118' } },
    { ...NOBODY, by: { localId: '999118' } },
  ],
  [
    'another agency’s person, by NHS number',
    'iqbal',
    { ...CALLUM, by: { nhsNumber: '9990000042' } },
    { ...NOBODY, by: { nhsNumber: '9990000999' } },
  ],
  [
    'a shielded person, by UPRN',
    'brandt',
    { ...PRIYA, by: { uprn: '990000000505' } },
    { ...NOBODY, by: { uprn: '990000009999' } },
  ],
  [
    'one’s own person, with another date of birth',
    'pell',
    { ...MARGARET, birthDate: '1944-03-05', by: { postcode: 'ZZ10 1HA' } },
    { ...NOBODY, by: { postcode: 'ZZ10 5NA' } },
  ],
  [
    'one’s own person, with another postcode',
    'pell',
    { ...MARGARET, by: { postcode: 'ZZ10 5NA' } },
    { ...NOBODY, by: { postcode: 'ZZ10 5NA' } },
  ],
];

/** What says who a person is: names, numbers, postcodes, dates of birth. */
function tellingWords(): string[] {
  return readTown('demo').residents.flatMap(({ familyName, givenName, nhsNumber, birthDate, postcode, uprn }) => {
    const written = [familyName, givenName, postcode, postcode.replace(' ', '')];
    return [...written, ...written.map(encodeURIComponent), postcode.replace(' ', '+'), nhsNumber, birthDate, uprn];
  });
}

/** Addresses on and of answers in which it stands who somebody is. */
export function tellingAddresses(answers: readonly Answer[]): string[] {
  const words = tellingWords();
  const addresses = answers.flatMap(({ body, headers }) => [
    ...[...body.matchAll(/ (?:href|src|action)="([^"]*)"/g)].map(([, address]) => address!),
    ...(headers['location'] === undefined ? [] : [headers['location']]),
  ]);
  return [...new Set(addresses)].filter((address) => words.some((word) => opened(address).includes(word)));
}

/** With what a place in a list (`after=`) holds. */
const opened = (address: string): string =>
  address.replace(/(?<=after=)[\w-]+/g, (cursor) => Buffer.from(cursor, 'base64url').toString());
