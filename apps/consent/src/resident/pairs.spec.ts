import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeyRing } from '#libs/sealing';
import {
  AnyNameTells,
  ContractedLetters,
  MarksAreNothing,
  NoReadings,
  numberAlone,
  VowelsAreMarks,
  withoutGivenName,
  withoutNearness,
} from '../testing/matching-faults.js';
import { type Pair, pairs } from '../testing/pairs.js';
import { type Judge, judged, weigh, type Weighed } from '../testing/weigh-pairs.js';
import { IdentityIndexes } from './identity-indexes.js';

const ring = KeyRing.fromJson(KeyRing.generate());
const PAIRS = pairs(1500, 18);
/** Enough to see a fault by. */
const SOME = PAIRS.slice(0, 300);

interface Figures {
  readonly one: Weighed;
  readonly two: Weighed;
  /** Of one person, where only the spelling differs. */
  readonly spelling: Weighed;
  /** What was done to somebody else who was taken for the first. */
  readonly mistaken: readonly string[];
}

function figures(indexes: IdentityIndexes, judge: Judge, pairs: readonly Pair[]): Figures {
  const judgedPairs = pairs.map((pair) => ({ ...pair, taken: judge(indexes, pair.one, pair.other) }));
  const of = (chosen: (pair: Pair) => boolean): Weighed => weigh(judgedPairs.filter(chosen));
  return {
    ...{ one: of(({ same }) => same), two: of(({ same }) => !same) },
    spelling: of(({ how }) => how === 'spelt in plain letters'),
    mistaken: judgedPairs.filter(({ same, taken }) => !same && taken === 'joined').map(({ how }) => how),
  };
}

/** What must hold of the figures: named, so that a fault is known by what it breaks. */
function broken({ one, two, spelling }: Omit<Figures, 'mistaken'>): string[] {
  const all = one.joined + one.queued + one.apart;
  return [
    ...((one.joined + one.queued) / all >= 0.95 ? [] : ['of one person: fewer than 95 % joined or queued']),
    ...(spelling.queued + spelling.apart === 0 ? [] : ['of one person: kept apart by a spelling']),
    ...(two.joined === 0 ? [] : ['of two people: some were joined']),
  ];
}

describe('details of two agencies', () => {
  it('of one person are joined or queued, of two never joined', () => {
    const seen = figures(new IdentityIndexes(ring), judged, PAIRS);
    process.stdout.write(
      `identity pairs: one person ${JSON.stringify(seen.one)}, two people ${JSON.stringify(seen.two)}\n`,
    );
    expect([broken(seen), seen.mistaken]).toEqual([[], []]);
    expect(seen.one.joined).toBeGreaterThan(150);
  });

  const APART = 'of one person: kept apart by a spelling';
  const FEWER = 'of one person: fewer than 95 % joined or queued';
  const JOINED = 'of two people: some were joined';
  it.each<[string, string, IdentityIndexes, Judge]>([
    ['letters keep their difference', APART, new NoReadings(ring), judged],
    ['plain letters are contracted', JOINED, new ContractedLetters(ring), judged],
    ['vowel signs are marks', JOINED, new VowelsAreMarks(ring), judged],
    ['other marks are the same', JOINED, new MarksAreNothing(ring), judged],
    ['an initial is a name', JOINED, new AnyNameTells(ring), judged],
    ['the given name does not count', JOINED, new IdentityIndexes(ring), withoutGivenName],
    ['a number decides alone', JOINED, new IdentityIndexes(ring), numberAlone],
    ['only what is equal is looked at', FEWER, new IdentityIndexes(ring), withoutNearness],
  ])('a fault is seen: %s', (_what, seen, indexes, judge) => {
    expect(broken(figures(indexes, judge, SOME))).toContain(seen);
  });

  const MARKS = ['\u2019', "'", '\u02bc', '`', '-', '\u2011', '\u2013', ' ', '\u00a0', '  ', ''];
  it('in any spelling of one name give the same indexes', () => {
    const indexes = new IdentityIndexes(ring);
    const letters = fc.array(fc.constantFrom(...'abcdefghijklmnoprstuvyzéèöüåøæßłđħñçşğ'), {
      minLength: 2,
      maxLength: 8,
    });
    const variant = fc.tuple(letters, letters, fc.constantFrom(...MARKS), fc.constantFrom(...MARKS), fc.boolean());
    fc.assert(
      fc.property(variant, ([first, second, mark, other, upper]) => {
        const [a, b] = [first.join(''), second.join('')];
        const name = (joint: string, form: 'NFC' | 'NFD', loud: boolean): string => {
          const text = `${a}${joint}${b}`.normalize(form);
          return loud ? text.toUpperCase() : text;
        };
        const of = (familyName: string): unknown => indexes.of({ familyName, givenName: 'X', birthDate: '1950-01-01' });
        expect(of(name(mark, 'NFC', false))).toEqual(of(name(other, 'NFD', upper)));
      }),
      { numRuns: 300, seed: 18 },
    );
  });
});
