import { isOneName } from '#libs/domain';
import { foldBefore } from '../resident/fold-before.js';
import { IdentityIndexes, type PersonDetails } from '../resident/identity-indexes.js';
import { type Judge, judged } from './weigh-pairs.js';

/** Letters that are no letter and mark keep their difference: Wałęsa is not Walesa. */
export class NoReadings extends IdentityIndexes {
  protected override readings(name: string): readonly string[] {
    return [
      name
        .normalize('NFC')
        .toLowerCase()
        .replace(/[^\p{L}]/gu, ''),
    ];
  }
}

/** Two letters that somebody wrote plainly become one, as they did before: Joe is Jo. */
export class ContractedLetters extends IdentityIndexes {
  protected override readings(name: string): readonly string[] {
    return super.readings(name).map((reading) => reading.replace(/aa|ae|oe|ue/g, (pair) => pair[0]!));
  }
}

/** Vowel signs are marks, as they were before: Rani is Rina, where they are written so. */
export class VowelsAreMarks extends IdentityIndexes {
  protected override readings(name: string): readonly string[] {
    return [foldBefore(name)];
  }

  protected override marked(): null {
    return null;
  }
}

/** Who wrote other marks means the same. */
export class MarksAreNothing extends IdentityIndexes {
  protected override marked(): null {
    return null;
  }
}

/** An initial, or what is written for a child without a name yet, tells twins apart. */
export class AnyNameTells extends IdentityIndexes {
  protected override telling({ givenName }: PersonDetails): string {
    return givenName ?? '';
  }
}

/** As people were matched before: family name, birth and address were enough. */
export const withoutGivenName: Judge = (indexes, one, other) => {
  const same = isOneName(one.familyName, other.familyName) && one.birthDate === other.birthDate;
  return same && (one.postcode === other.postcode || one.uprn === other.uprn) ? 'joined' : judged(indexes, one, other);
};

/** A number decides, whatever the given name beside it. */
export const numberAlone: Judge = (indexes, one, other) =>
  judged(
    indexes,
    one,
    one.nhsNumber !== undefined && one.nhsNumber === other.nhsNumber ? { ...other, givenName: one.givenName! } : other,
  );

/** What is not equal anywhere is nobody's. */
export const withoutNearness: Judge = (indexes, one, other) => judged(indexes, one, other, { nearNames: false });
