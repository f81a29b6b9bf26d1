import type { Bundle, Rule } from '#libs/cedar';
import { CATEGORY_TERMS, PURPOSE_TERMS, type Category, type Purpose } from '#libs/domain';
import { OWN_RULES, type OwnRule } from '../own-rules.js';
import { ENGLISH, type Messages } from './english.js';
import type { Reader } from './explanation.js';
import { pseudoLocale } from './pseudo-locale.js';
import { readLanguagePacks, type LanguagePack } from './read-language-packs.js';

/** The texts of one language, for one bundle. */
export interface Texts {
  language: string;
  reviewed: boolean;
  rule(id: string, reader: Reader): string;
  change(id: string, reader: Reader): string;
  right(verb: keyof Messages['rights']): string;
  /** The plain name of a category, purpose or role. */
  term(code: string): string;
}

export const PSEUDO_LOCALE = 'en-XA';

const packs = new WeakMap<Bundle, LanguagePack[]>();

/**
 * The packs that a bundle carries, read once: a bundle never changes, and every explained decision asks for them. One that
 * cannot be read was refused when the bundle was loaded; words never keep back a decision, so here it is English.
 */
function languagePacks(bundle: Bundle): LanguagePack[] {
  const known = packs.get(bundle) ?? readLanguagePacks(bundle).packs;
  packs.set(bundle, known);
  return known;
}

const plain = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

function englishTerm(code: string): string {
  if (Object.hasOwn(CATEGORY_TERMS, code)) return plain(CATEGORY_TERMS[code as Category].display);
  if (Object.hasOwn(PURPOSE_TERMS, code)) return plain(PURPOSE_TERMS[code as Purpose].display);
  return code.includes('-') && code === code.toLowerCase() ? code.replaceAll('-', ' ') : code;
}

function englishRule(rule: Rule | undefined, id: string, reader: Reader): string {
  const { explain, explain_resident: toResident } = rule?.annotations ?? {};
  if (rule === undefined) return OWN_RULES[id as OwnRule] ?? ENGLISH.unsaid;
  return (reader === 'resident' ? toResident : undefined) ?? explain ?? ENGLISH.unsaid;
}

const voice = (reader: Reader): 'staff' | 'resident' => (reader === 'resident' ? 'resident' : 'staff');

/** English: from the rules' own annotations, and complete. */
const english = (bundle: Bundle): Texts => ({
  language: 'en',
  reviewed: true,
  rule: (id, reader) => englishRule(bundle.rules.get(id), id, reader),
  change: (id, reader) => ENGLISH.changes[id]?.[voice(reader)] ?? ENGLISH.unsaid,
  right: (verb) => ENGLISH.rights[verb],
  term: englishTerm,
});

const translated = (pack: LanguagePack, source: Texts): Texts => ({
  language: pack.language,
  reviewed: pack.reviewedBy !== null,
  rule: (id, reader) => pack.rules?.[id]?.[voice(reader)] ?? source.rule(id, reader),
  change: (id, reader) => pack.changes?.[id]?.[voice(reader)] ?? source.change(id, reader),
  right: (verb) => pack.rights?.[verb] ?? source.right(verb),
  term: (code) => pack.terms?.[code] ?? source.term(code),
});

/** English with every letter changed: what still reads as plain English on a page was never made translatable. */
const pseudo = (source: Texts): Texts => ({
  language: PSEUDO_LOCALE,
  reviewed: false,
  rule: (id, reader) => pseudoLocale(source.rule(id, reader)),
  change: (id, reader) => pseudoLocale(source.change(id, reader)),
  right: (verb) => pseudoLocale(source.right(verb)),
  term: (code) => pseudoLocale(source.term(code)),
});

/** The first of the wanted languages that the bundle has, by whole tag or by its first part; English otherwise. */
export function textsFor(bundle: Bundle, wanted: readonly string[]): Texts {
  const source = english(bundle);
  const carried = languagePacks(bundle);
  for (const tag of wanted) {
    if (tag === PSEUDO_LOCALE) return pseudo(source);
    const pack =
      carried.find(({ language }) => language === tag) ??
      carried.find(({ language }) => language === tag.split('-')[0]);
    if (pack) return translated(pack, source);
    if (tag.split('-')[0] === 'en') return source;
  }
  return source;
}
