import type { Bundle, BundleFile, BundleProblem } from '#libs/cedar';
import { ENGLISH, type Messages } from './english.js';

/** A language's texts as a bundle carries them (`explain/<tag>.json`); what it leaves out is read in English. */
export interface LanguagePack {
  /** BCP 47 tag. */
  language: string;
  /** Who has reviewed the texts; null for a draft, which never carries a grant (domain 1.15). */
  reviewedBy: string | null;
  rules?: { [rule: string]: { staff: string; resident: string } };
  changes?: Partial<Messages['changes']>;
  rights?: Partial<Messages['rights']>;
  terms?: { [code: string]: string };
}

const FOLDER = 'explain/';
const PACK_NAME = /^explain\/([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.json$/;

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with a part of a pack, null where nothing is. */
type Check = (value: unknown, part: string) => string | null;

const isText: Check = (value, part) => (typeof value === 'string' ? null : `${part} must be a text`);

const isTag: Check = (value, part) => (typeof value === 'string' ? null : `needs a ${part}`);

const isReviewer: Check = (value, part) =>
  value === null || typeof value === 'string' ? null : `needs ${part}: a name, or null`;

const first = (problems: readonly (string | null)[]): string | null =>
  problems.find((problem) => problem !== null) ?? null;

const entriesOf =
  (check: Check, known?: object): Check =>
  (value, part) => {
    if (value === undefined) return null;
    if (!isFields(value)) return `${part} must be an object`;
    const unknown = Object.keys(value).find((key) => known !== undefined && !Object.hasOwn(known, key));
    if (unknown !== undefined) return `"${unknown}" is not known in ${part}`;
    return first(Object.entries(value).map(([key, one]) => check(one, `"${key}" in ${part}`)));
  };

const isVoices: Check = (value, part) =>
  isFields(value) && typeof value['staff'] === 'string' && typeof value['resident'] === 'string'
    ? null
    : `${part} needs the texts "staff" and "resident"`;

const CHECKS: { readonly [key in keyof LanguagePack]-?: Check } = {
  language: isTag,
  reviewedBy: isReviewer,
  rules: entriesOf(isVoices),
  changes: entriesOf(isVoices, ENGLISH.changes),
  rights: entriesOf(isText, ENGLISH.rights),
  terms: entriesOf(isText),
};

function faultOf(pack: unknown, tag: string): string | null {
  if (!isFields(pack)) return 'must be an object';
  const unknown = Object.keys(pack).find((key) => !Object.hasOwn(CHECKS, key));
  if (unknown !== undefined) return `"${unknown}" is not known; it takes ${Object.keys(CHECKS).join(', ')}`;
  const wrong = first(Object.entries(CHECKS).map(([key, check]) => check(pack[key], `"${key}"`)));
  return wrong ?? (pack['language'] === tag ? null : `"language" must be "${tag}", as its name says`);
}

function readPack({ name, text }: BundleFile): LanguagePack | { fault: string } {
  const tag = PACK_NAME.exec(name)?.[1];
  if (tag === undefined) return { fault: 'is not named by a language tag, such as explain/cy.json' };
  try {
    const pack: unknown = JSON.parse(text);
    const fault = faultOf(pack, tag);
    return fault === null ? (pack as LanguagePack) : { fault };
  } catch {
    return { fault: 'is no JSON' };
  }
}

/** The language packs that a bundle carries, and what is wrong with those that cannot be read. */
export function readLanguagePacks(bundle: Bundle): { packs: LanguagePack[]; problems: BundleProblem[] } {
  const packs: LanguagePack[] = [];
  const problems: BundleProblem[] = [];
  for (const file of bundle.attachments.filter(({ name }) => name.startsWith(FOLDER))) {
    const read = readPack(file);
    if ('fault' in read) problems.push({ file: file.name, line: 1, rule: null, message: read.fault });
    else packs.push(read);
  }
  return { packs, problems };
}
