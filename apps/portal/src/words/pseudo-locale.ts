type Catalogue = { readonly [key: string]: string | Catalogue };

const PLAIN = 'acdeghilnorstuwyzABCDEGHILNORSTUWYZ';
const ACCENTED = 'áçðéğĥíłñöŕšţúŵýžÅƁÇÐÉĞĤÎŁÑÖŔŠŢÛŴÝŽ';
const accented = new Map([...PLAIN].map((letter, at) => [letter, ACCENTED[at]!]));
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
      .map((part) => (PLACE.test(part) ? part : [...part].map((c) => accented.get(c) ?? c).join('')));
    return `${heading ?? ''}[${parts.join('')}${' ~'.repeat(Math.ceil(words.length / 6))}]`;
  });
}
