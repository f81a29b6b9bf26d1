/** Royal Mail's shape of a postcode; the inward part has none of C I K M O V, so "B12 1MG" is a dose. */
const POSTCODE = /(?<![a-z0-9])[a-z]{1,2}[0-9][a-z0-9]?\s{0,2}[0-9][abd-hjlnp-uw-z]{2}(?![a-z0-9])/i;
const REACHED_BY = /@[a-z0-9-]+\.|https?:|www\./i;
const STREET =
  /\b\d{1,4}[a-z]?,? (?:[\p{L}'’-]+ ){1,3}(?:road|rd|street|st|lane|avenue|ave|drive|close|court|way|gardens|terrace|crescent|row|grove|place|square|hill|mews|walk|green)\b/iu;
const UNIT = /\b(?:flat|apartment|room|unit|suite|plot|po box) \d{1,4}\b/i;

/** Words that end the name of a landlord, a surgery, a home or a refuge. */
const KEEPERS = [
  ...['Surgery', 'Practice', 'Medical Centre', 'Health Centre', 'Medical Group', 'Hospital', 'Hospice', 'Infirmary'],
  ...['Homes', 'Housing', 'Housing Association', 'Lettings', 'Estates', 'Care Home', 'Nursing Home', 'Lodge', 'House'],
  ...['Court', 'Refuge', 'Hostel', 'Shelter', 'School', 'College', 'Academy', 'NHS Trust', 'Foundation Trust'],
];
const SPELT = [...KEEPERS, ...KEEPERS.map((keeper) => keeper.toUpperCase())];
/** Names only: "hip surgery" is a treatment. */
const KEEPER = new RegExp(`\\p{Lu}[\\p{L}'’-]+ (?:${SPELT.join('|')})\\b`, 'u');
const SHELTER = /\b(?:women'?s aid|refuge|hostel|safe ?house)\b/i;

/** Digits of a UPRN or of a telephone number, however they are set apart. */
const LONG_NUMBER = /[0-9](?:[\s().-]{0,2}[0-9]){8}/;

/** A code or a number alone that could be a UPRN, a telephone number or a postcode. */
export const couldLocate = (text: string): boolean => /[0-9]{7}/.test(text) || POSTCODE.test(text);

/**
 * Whether a short text shows where somebody lives or can be found, by its pattern: the net below the shapes. It knows no
 * addresses: the one that must not be found is the new one, which nobody has told the broker of.
 */
export function showsPlace(text: string): boolean {
  const plain = text.normalize('NFKC');
  // "Eastgate-Surgery", "ZZ10_1HA": marks may stand for spaces.
  const spaced = plain.replace(/[-_]+/g, ' ');
  return [POSTCODE, REACHED_BY, STREET, UNIT, KEEPER, SHELTER, LONG_NUMBER].some(
    (pattern) => pattern.test(plain) || pattern.test(spaced),
  );
}
