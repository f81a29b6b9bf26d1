import {
  CATEGORIES,
  DIRECTIVE_STATUSES,
  LEGAL_MODES,
  LEVERS,
  LINE_REFUSALS,
  PURPOSES,
  REASON_CODES,
  REQUESTER_KINDS,
  ROLES,
  SECTORS,
} from '#libs/domain';
import type { Translate } from './texts.js';

/** The vocabularies that have plain names, each under `words.<name>` in the catalogues. */
export const VOCABULARIES = {
  category: CATEGORIES,
  purpose: PURPOSES,
  role: ROLES,
  requester: REQUESTER_KINDS,
  basis: LEGAL_MODES,
  right: LEVERS,
  sector: SECTORS,
  outcome: ['permit', 'deny'],
  status: DIRECTIVE_STATUSES,
  channel: ['online', 'in-person', 'phone', 'letter', 'import'],
  reason: [...REASON_CODES, ...LINE_REFUSALS],
} as const satisfies Record<string, readonly string[]>;
export type Vocabulary = keyof typeof VOCABULARIES;

/** What is said of a code, below a key of the catalogue. One without a text (of a newer app, of an old entry) is shown as it is. */
export const sayCode = (t: Translate, below: string, code: string): string =>
  t.knows(`${below}.${code}`) ? t(`${below}.${code}`) : code;

/** The plain name of a code. */
export const word = (t: Translate, vocabulary: Vocabulary, code: string): string =>
  sayCode(t, `words.${vocabulary}`, code);

/** Whether a code is one of a vocabulary. */
export const isWord = (vocabulary: Vocabulary, code: string): boolean =>
  (VOCABULARIES[vocabulary] as readonly string[]).includes(code);

/** Plain names of several codes, in the order given. */
export const words = (t: Translate, vocabulary: Vocabulary, codes: readonly string[]): string[] =>
  codes.map((code) => word(t, vocabulary, code));
