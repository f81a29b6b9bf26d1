/** What libs/trail alone does, and how a second one would show itself in a line of code. */
const SIGNS: readonly (readonly [string, RegExp])[] = [
  ['seals an entry', /\b(sealEntry|sealDetail)\(/],
  ['opens an entry', /\bopenDetail\(/],
  ['reads a data key', /\.(unwrapKey|placeKey)\(|\bresident_keys?_v1\b|\bpractitioner_key\b/],
  ['makes a data key', /\.(newDataKey|wrapKey)\(/],
  ['appends an entry', /\baudit\.append_v\d\(/],
  ['asks whom a pseudonym means', /\bresident_by_pseudonym_v\d/],
  ['has a rule of ids', /\[a-z2-7\]\{26\}\$?\/(?!, ')/],
];

/** What of it these lines do. */
export const signsIn = (text: string): string[] => SIGNS.flatMap(([does, sign]) => (sign.test(text) ? [does] : []));
