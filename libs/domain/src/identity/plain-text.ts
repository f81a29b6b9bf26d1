/** Apostrophes and the letters and signs that keyboards put in their place, as in O'Brien. */
const APOSTROPHES =
  /[\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u2032\u2035`\u00b4\u055a\ua78c\uff07\uff40]/gu;
const DASHES = /[\p{Pd}\u2212\u2043\u02d7]/gu;
const SPACES = /[\p{Z}\s]+/gu;
/** Marks of direction, joiners, soft hyphens: nobody sees them, and copies from other systems carry them. */
const UNSEEN = /[\p{Cf}\u034f\u180b-\u180d\ufe00-\ufe0f]/gu;

/**
 * What somebody typed or a system sent, with one sign for each kind: one apostrophe, one hyphen, one space, none at the
 * ends, and nothing unseen. Everything about a person passes here before it is checked, so that no spelling is refused or
 * kept apart for a sign that a keyboard or another system chose.
 */
export function plainText(text: string): string {
  return text
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(APOSTROPHES, "'")
    .replace(DASHES, '-')
    .replace(SPACES, ' ')
    .trim();
}

/** The same without spaces and hyphens: for numbers and codes, where they only group. Wide digits count as digits. */
export function ungrouped(text: string): string {
  return plainText(text.normalize('NFKC')).replace(/[ -]/g, '');
}
