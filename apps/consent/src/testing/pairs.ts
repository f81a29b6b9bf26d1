import fc from 'fast-check';
import type { PersonDetails } from '../resident/identity-indexes.js';

/** Two agencies' details, and whether they are of one person. */
export interface Pair {
  readonly one: PersonDetails;
  readonly other: PersonDetails;
  readonly same: boolean;
  /** What was done to the second. */
  readonly how: string;
}

const FAMILIES = [
  'Wałęsa',
  'Strauß',
  'Sørensen',
  'O’Brien',
  'Smith‑Jones',
  'Yıldırım',
  'Müller',
  'Hale',
  'Nguyễn',
  'Đorđević',
];
const GIVENS = ['Margaret', 'Zoë', 'Łukasz', 'Anne-Marie', 'İbrahim', 'Jörg', 'Sean', 'Ayşe', 'Bjørn', 'Chloé'];
const ASCII: Readonly<Record<string, string>> = {
  ...{ Wałęsa: 'WALESA', Strauß: 'STRAUSS', Sørensen: 'Soerensen', 'O’Brien': "O'BRIEN", 'Smith‑Jones': 'Smith Jones' },
  ...{ Yıldırım: 'Yildirim', Müller: 'MUELLER', Nguyễn: 'Nguyen', Đorđević: 'Dordevic', Zoë: 'ZOE', Łukasz: 'Lukasz' },
  ...{ 'Anne-Marie': 'ANNE MARIE', İbrahim: 'Ibrahim', Jörg: 'Joerg', Ayşe: 'AYSE', Bjørn: 'Bjorn', Chloé: 'CHLOE' },
};

/** Ten digits with the check digit that holds. */
export function nhsNumberOf(seed: number): string {
  const head = String(999_000_000 + (seed % 999_999)).padStart(9, '0');
  const sum = [...head].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? nhsNumberOf(seed + 1) : `${head}${check}`;
}

const PERSON: fc.Arbitrary<PersonDetails> = fc
  .record({
    familyName: fc.constantFrom(...FAMILIES),
    givenName: fc.constantFrom(...GIVENS),
    year: fc.integer({ min: 1930, max: 2005 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    house: fc.integer({ min: 0, max: 9 }),
    seed: fc.nat({ max: 900_000 }),
  })
  .map(({ familyName, givenName, year, month, day, house, seed }) => ({
    ...{ familyName, givenName, nhsNumber: nhsNumberOf(seed), uprn: String(100_000_000 + seed) },
    birthDate: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
    postcode: `ZZ${house} ${house}AB`,
  }));

const plain = (name = ''): string => ASCII[name] ?? name.toUpperCase();
const without = ({ nhsNumber: _, ...rest }: PersonDetails): PersonDetails => rest;
const moved = { postcode: 'YY9 9ZZ', uprn: '777777777' };

/** What agencies do to one person's details. */
const HABITS: Readonly<Record<string, (person: PersonDetails) => PersonDetails>> = {
  'nothing but the number left out': without,
  'spelt in plain letters': (p) => without({ ...p, familyName: plain(p.familyName), givenName: plain(p.givenName) }),
  'moved, with the number': (p) => ({ ...p, ...moved }),
  'moved, without it': (p) => without({ ...p, ...moved }),
  'married, with the number': (p) => ({ ...p, familyName: 'Newname', ...moved }),
  'married, at the old address': (p) => without({ ...p, familyName: 'Newname' }),
  'called by another given name': (p) => without({ ...p, givenName: 'Peggy' }),
  'its day of birth mistyped': (p) => without({ ...p, birthDate: p.birthDate.replace(/..$/, '30') }),
  'both names the other way round': (p) => without({ ...p, familyName: p.givenName!, givenName: p.familyName }),
  'no given name, number known': ({ givenName: _, ...p }) => p,
  'no given name, no number': ({ givenName: _, ...p }) => without(p),
};

/** Somebody else who shares much. */
const STRANGERS: Readonly<Record<string, (person: PersonDetails) => PersonDetails>> = {
  'a twin': (p) => without({ ...p, givenName: 'Twinsie' }),
  'a twin with a number': (p) => ({ ...p, givenName: 'Twinsie', nhsNumber: nhsNumberOf(950_000) }),
  'a twin whose given name nobody said': ({ givenName: _, ...p }) => without(p),
  'a parent of the same names': (p) => without({ ...p, birthDate: `19${Number(p.birthDate.slice(2, 4)) % 2}1-06-15` }),
  'a namesake elsewhere': (p) => without({ ...p, ...moved }),
  'a namesake next door': (p) => without({ ...p, uprn: '777777777' }),
  'somebody whose number was mistyped as theirs': (p) => ({
    ...p,
    familyName: 'Other',
    givenName: 'Soul',
    birthDate: '1971-07-17',
    ...moved,
  }),
};

const one = (kinds: typeof HABITS, same: boolean): fc.Arbitrary<Pair> =>
  fc
    .tuple(PERSON, fc.constantFrom(...Object.keys(kinds)))
    .map(([person, how]) => ({ one: person, other: kinds[how]!(person), same, how }));

/** As many as asked for, half of them of one person; the same for the same seed. */
export function pairs(count: number, seed: number): Pair[] {
  return fc.sample(fc.oneof(one(HABITS, true), one(STRANGERS, false)), { numRuns: count, seed });
}
