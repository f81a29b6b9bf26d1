import fc from 'fast-check';
import { isOneName } from '#libs/domain';
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
  'Sæther',
  'Goebel',
  'Michaels',
];
const GIVENS = [
  'Margaret',
  'Zoë',
  'Łukasz',
  'Anne-Marie',
  'İbrahim',
  'Jörg',
  'Sean',
  'Ayşe',
  'Bjørn',
  'Chloé',
  'Rhoda',
  'रीना',
];
const ASCII: Readonly<Record<string, string>> = {
  ...{ Wałęsa: 'WALESA', Strauß: 'STRAUSS', Sørensen: 'Soerensen', 'O’Brien': "O'BRIEN", 'Smith‑Jones': 'Smith Jones' },
  ...{ Yıldırım: 'Yildirim', Müller: 'MUELLER', Nguyễn: 'Nguyen', Đorđević: 'Dordevic', Zoë: 'ZOE', Łukasz: 'Lukasz' },
  ...{ 'Anne-Marie': 'ANNE MARIE', İbrahim: 'Ibrahim', Jörg: 'Joerg', Ayşe: 'AYSE', Bjørn: 'Bjorn', Chloé: 'CHLOE' },
  ...{ Sæther: 'SAETHER', रीना: 'रीना' },
};

/** Ten digits with the check digit that holds; the next seed's where none does, so neighbours may share one. */
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

const seedOf = ({ uprn }: PersonDetails): number => Number(uprn);

/** One letter more, less, doubled, otherwise, or changed about with the next; from a place on. */
function slip(name: string, seed: number, from = 0): string {
  const letters = [...plain(name).toLowerCase()];
  const at = from + (seed % Math.max(1, letters.length - 1 - from));
  const [letter = 'x', next = 'y'] = letters.slice(at);
  const slips = [[letter, 'n', next], [next], [letter, letter, next], ['w', next], [next, letter]];
  const slipped = [...letters.slice(0, at), ...slips[seed % slips.length]!, ...letters.slice(at + 2)].join('');
  // Two that changed places may be one letter twice, or a letter and a space.
  return isOneName(slipped, name) ? `${slipped}n` : slipped;
}
const slipped = (p: PersonDetails, from = 0): { familyName: string; givenName: string } => ({
  familyName: slip(p.familyName, seedOf(p), from),
  givenName: slip(p.givenName!, seedOf(p) + 3, from),
});
const otherMonth = ({ birthDate }: PersonDetails): string =>
  birthDate.replace(/-(..)-/, (_, month: string) => `-${String((Number(month) % 12) + 1).padStart(2, '0')}-`);
function changedAbout({ birthDate }: PersonDetails): string {
  const [year, month, day] = birthDate.split('-');
  return Number(day) > 12 ? birthDate : `${year}-${day}-${month}`;
}

/** What agencies do to one person's details. */
const HABITS: Readonly<Record<string, (person: PersonDetails) => PersonDetails>> = {
  'nothing but the number left out': without,
  'spelt in plain letters': (p) =>
    without({ ...p, familyName: plain(p.familyName), givenName: plain(p.givenName ?? undefined) }),
  'moved, with the number': (p) => ({ ...p, ...moved }),
  'moved, without it': (p) => without({ ...p, ...moved }),
  'married, with the number': (p) => ({ ...p, familyName: 'Newname', ...moved }),
  'married, at the old address': (p) => without({ ...p, familyName: 'Newname' }),
  'called by another given name': (p) => without({ ...p, givenName: 'Peggy' }),
  'its day of birth mistyped': (p) => without({ ...p, birthDate: p.birthDate.replace(/..$/, '30') }),
  'both names the other way round': (p) => without({ ...p, familyName: p.givenName!, givenName: p.familyName }),
  'each name a letter off and the month mistyped': (p) => without({ ...p, ...slipped(p), birthDate: otherMonth(p) }),
  'each name a letter off': (p) => without({ ...p, ...slipped(p) }),
  'the given name a letter off and the day mistyped': (p) =>
    without({ ...p, givenName: slip(p.givenName!, seedOf(p)), birthDate: p.birthDate.replace(/..$/, '30') }),
  'moved, each name a letter off behind its first': (p) => without({ ...p, ...slipped(p, 1), ...moved }),
  'moved, day and month changed about': (p) => without({ ...p, ...moved, birthDate: changedAbout(p) }),
  'only an initial': (p) => without({ ...p, givenName: `${p.givenName!.slice(0, 1)}.` }),
  'a second given name more, with the number': (p) => ({ ...p, givenName: `${p.givenName!} Ruth` }),
  'a title before the name': (p) => without({ ...p, givenName: `Mrs ${p.givenName!}` }),
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
  'a twin by the number of the other': (p) => ({ ...p, givenName: 'Twinsie' }),
  'a twin of a like name by the number of the other': (p) => ({ ...p, givenName: slip(p.givenName!, seedOf(p)) }),
  'a twin whose name is a plain letter off': (p) => without({ ...p, givenName: slip(p.givenName!, seedOf(p)) }),
  'a twin of the other sex by a last letter': (p) => without({ ...p, givenName: `${p.givenName!}a` }),
  'a sibling born a year later': (p) =>
    without({
      ...p,
      givenName: 'Twinsie',
      birthDate: p.birthDate.replace(/^..../, (year) => String(Number(year) + 1)),
    }),
  'somebody whose number was mistyped as theirs': (p) => ({
    ...p,
    familyName: 'Other',
    givenName: 'Soul',
    birthDate: '1971-07-17',
    ...moved,
  }),
};

/** Two people at one door, born on one day, whose given names a system could take for one. */
const TWINS: readonly (readonly [string, string])[] = [
  ...([
    ['Jo', 'Joe'],
    ['Su', 'Sue'],
    ['Dana', 'Danae'],
    ['Michal', 'Michael'],
    ['Lena', 'Leena'],
  ] as const),
  ...([
    ['Lois', 'Loes'],
    ['Jon', 'John'],
    ['Ana', 'Anna'],
    ['Philip', 'Phillip'],
    ['Aron', 'Aaron'],
  ] as const),
  // One initial, or no name yet.
  ...([
    ['J', 'J'],
    ['J.', 'j'],
    ['J R', 'J. R.'],
    ['Baby', 'BABY'],
    ['Baby Girl', 'baby girl'],
    ['Twin One', 'Twin One'],
  ] as const),
  ...([
    ['Infant', 'Infant'],
    ['Not Known', 'NOT KNOWN'],
    ['Unknown', 'unknown'],
    ['Mr', 'Mr'],
    ['Baby of Ann', 'Baby of Ann'],
  ] as const),
  // Other marks, or other vowels where signs are vowels.
  ...([
    ['Hùng', 'Hưng'],
    ['Zoé', 'Zoe\u0308'],
    ['रीना', 'रानी'],
    ['মিনা', 'মানী'],
    ['Ólafur', 'Òlafur'],
  ] as const),
  // One sex or the other.
  ...([
    ['Andrea', 'Andreas'],
    ['Daniel', 'Daniela'],
    ['Kamil', 'Kamila'],
    ['Nikola', 'Nikolas'],
    ['Francis', 'Frances'],
  ] as const),
];

const twins: fc.Arbitrary<Pair> = fc
  .tuple(PERSON, fc.constantFrom(...TWINS))
  .map(([{ nhsNumber: _, ...person }, [one, other]]) => ({
    ...{ one: { ...person, givenName: one }, other: { ...person, givenName: other } },
    ...{ same: false, how: `twins: ${one}, ${other}` },
  }));

const one = (kinds: typeof HABITS, same: boolean): fc.Arbitrary<Pair> =>
  fc
    .tuple(PERSON, fc.constantFrom(...Object.keys(kinds)))
    .map(([person, how]) => ({ one: person, other: kinds[how]!(person), same, how }));

/** As many as asked for, half of them of one person; the same for the same seed. */
export function pairs(count: number, seed: number): Pair[] {
  return fc.sample(
    fc.oneof({ weight: 3, arbitrary: one(HABITS, true) }, { weight: 2, arbitrary: one(STRANGERS, false) }, twins),
    { numRuns: count, seed },
  );
}
