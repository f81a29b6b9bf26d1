import { createHash } from 'node:crypto';
import type { Cast } from '../routes/place/settle.js';

/**
 * Words that occur nowhere else, in the place of everything by which somebody could be known (promise 11): identifiers and
 * content. Wherever one of them turns up, personal data would.
 */
export const CANARY = {
  familyName: 'Quellenvogt-Zarpelin',
  givenName: 'Xanthippina',
  birthDate: '1931-07-19',
  postcode: 'QX7 4ZV',
  uprn: '100071417269',
  nhsNumber: '9990000131',
  localId: 'LK77QZ-CANARY-0815',
  text: 'fringilla zorptide 40 mg nocte',
} as const;

const { familyName, birthDate, postcode, uprn, nhsNumber } = CANARY;
export const CANARY_CAST: Cast = {
  person: { familyName, birthDate, postcode, uprn, nhsNumber },
  givenName: CANARY.givenName,
  localId: CANARY.localId,
  text: CANARY.text,
};

interface Form {
  readonly of: string;
  readonly pattern: RegExp;
}

/** Shorter ones would turn up by chance in random text. */
const LONG_ENOUGH = 8;

const FORMS: readonly Form[] = Object.entries(CANARY).flatMap(([of, value]) =>
  formsOf(value).map(([text, flags]) => ({
    of,
    pattern: new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), flags),
  })),
);

/** In clear, however spelt; percent- and base64-encoded, in hex; and by a hash without a key, which can be guessed. */
function formsOf(value: string): [text: string, flags: string][] {
  const read = [value, value.replace(/[ -]/g, ''), asRead(value)];
  const spelt = read.flatMap((text) => [text, encodeURIComponent(text), text.replaceAll(' ', '+')]);
  const exact = [...new Set([value, value.toLowerCase(), value.toUpperCase(), value.replace(/\s/g, '')])];
  const hex = exact.map((text) => Buffer.from(text).toString('hex'));
  const hashes = exact.flatMap((text) =>
    ['sha256', 'sha1', 'md5'].flatMap((name) => {
      const digest = createHash(name).update(text).digest();
      return [digest.toString('hex'), digest.toString('base64').replace(/=+$/, ''), digest.toString('base64url')];
    }),
  );
  const insensitive = [...spelt, ...(value.length >= LONG_ENOUGH ? hex : [])];
  const base64 = value.length >= LONG_ENOUGH ? exact.flatMap(inBase64) : [];
  return [...new Set(insensitive)]
    .map((text): [string, string] => [text, 'i'])
    .concat([...base64, ...hashes].map((text) => [text, '']));
}

/** As pages write it and people type it: a date in words, an NHS number in three parts. */
function asRead(value: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return value.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3');
  return new Date(value).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** What is sure to stand in any base64 text that holds this one, wherever in it that begins. */
function inBase64(text: string): string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).toString('base64');
    return encoded.slice(offset === 0 ? 0 : offset + 1, -4);
  });
}

/** Names of the canaries that a text holds in any form. */
export function canariesIn(text: string): string[] {
  return [...new Set(FORMS.filter(({ pattern }) => pattern.test(text)).map(({ of }) => of))];
}
