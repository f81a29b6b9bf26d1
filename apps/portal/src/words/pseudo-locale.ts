type Catalogue = { readonly [key: string]: string | Catalogue };

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á',
  c: 'ç',
  d: 'ð',
  e: 'é',
  g: 'ğ',
  h: 'ĥ',
  i: 'í',
  l: 'ł',
  n: 'ñ',
  o: 'ö',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'ü',
  w: 'ŵ',
  y: 'ý',
  z: 'ž',
  A: 'Å',
  B: 'Ɓ',
  C: 'Ç',
  D: 'Ð',
  E: 'É',
  G: 'Ğ',
  H: 'Ĥ',
  I: 'Î',
  L: 'Ł',
  N: 'Ñ',
  O: 'Ö',
  R: 'Ŕ',
  S: 'Š',
  T: 'Ţ',
  U: 'Û',
  W: 'Ŵ',
  Y: 'Ý',
  Z: 'Ž',
};
const PLACE = /(\{\{.*?\}\})/;

/** Texts a third longer, accented and bracketed: what shows unchanged on a page was never translatable, what is cut has no room. */
export function pseudo(catalogue: Catalogue): Catalogue {
  return Object.fromEntries(
    Object.entries(catalogue).map(([key, text]) => [key, typeof text === 'string' ? pseudoText(text) : pseudo(text)]),
  );
}

/** Line by line, because pages make a paragraph of each; `## ` stays what makes one a heading. */
function pseudoText(text: string): string {
  return text.replace(/^(## )?(.+)$/gm, (_line, heading: string | undefined, words: string) => {
    const parts = words
      .split(PLACE)
      .map((part) => (PLACE.test(part) ? part : [...part].map((c) => ACCENTED[c] ?? c).join('')));
    return `${heading ?? ''}[${parts.join('')}${' ~'.repeat(Math.ceil(words.length / 6))}]`;
  });
}
