import {
  CATEGORIES,
  CATEGORY_TERMS,
  LEGAL_MODES,
  PURPOSE_TERMS,
  PURPOSES,
  type Category,
  type Purpose,
} from '#libs/domain';
import type { Group } from './compare-sight.js';
import { ANY_AGREEMENT, EVERYONE } from './probes.js';

const PEOPLE: Readonly<Record<string, string>> = {
  ot: 'occupational therapists',
  gp: 'GPs',
  'ed-doctor': 'emergency department doctors',
  'ed-nurse': 'emergency department nurses',
  practitioner: 'practitioners in no role',
  system: 'agencies’ systems',
};
const people = (role: string): string => PEOPLE[role] ?? `${role.replaceAll('-', ' ')}s`;

const GROUNDS: Readonly<Record<string, string>> = {
  DIRECT_CARE: 'direct care',
  EXPLICIT: 'explicit consent',
  LEGAL_DUTY: 'a legal duty',
  SAFEGUARDING: 'safeguarding',
  VITAL: 'break-glass',
  BEST_INTERESTS: 'best interests',
  SECONDARY_USE: 'secondary use',
};

const lower = (text: string): string => (/^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1));
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Names that hold an "and" of their own are kept apart by semicolons. */
function list(words: readonly string[], joined: 'and' | 'or'): string {
  const last = words.at(-1) ?? '';
  if (words.length < 2) return last;
  const comma = words.some((word) => /,| and /.test(word)) ? '; ' : ', ';
  const before = words.slice(0, -1).join(comma);
  return `${before}${comma === '; ' ? ';' : ''} ${joined} ${last}`;
}

/** "all but these", where that is shorter. */
function allBut(values: readonly string[], all: readonly string[], say: (codes: readonly string[]) => string): string {
  const rest = all.filter((value) => !values.includes(value));
  if (rest.length === 0) return 'any';
  return rest.length < values.length ? `any but ${say(rest)}` : say(values);
}

const kinds = (codes: readonly string[], joined: 'and' | 'or'): string =>
  list(
    codes.map((code) => lower(CATEGORY_TERMS[code as Category].display)),
    joined,
  );

function categories(values: readonly string[]): string {
  const rest = CATEGORIES.filter((category) => !values.includes(category));
  if (rest.length === 0) return 'information of every kind';
  return rest.length < values.length ? `information of every kind but ${kinds(rest, 'and')}` : kinds(values, 'and');
}

function purposes(values: readonly string[]): string {
  const say = (codes: readonly string[]): string =>
    list(
      codes.map((code) => lower(PURPOSE_TERMS[code as Purpose].display)),
      'or',
    );
  const said = allBut(values, PURPOSES, say);
  return said === 'any'
    ? ''
    : said.startsWith('any but')
      ? `, for ${said.replace('any but', 'any purpose but')}`
      : `, for ${said}`;
}

function modes(values: readonly string[]): string {
  const said = allBut(values, LEGAL_MODES, (codes) =>
    list(
      codes.map((mode) => GROUNDS[mode]!),
      'or',
    ),
  );
  return said === 'any'
    ? ''
    : `, on ${said.startsWith('any') ? said.replace('any', 'any ground') : `the ground of ${said}`}`;
}

/** "Surveyors would newly see medicines, for adapting the home, under D2." */
export function saySight({ change, values }: Group): string {
  const who = values.who.length === EVERYONE ? 'Everyone who asks' : upper(list(values.who.map(people), 'and'));
  const agreements = values.agreement.includes(ANY_AGREEMENT) ? '' : `, under ${list(values.agreement, 'or')}`;
  return `${who} would ${change} see ${categories(values.category)}${purposes(values.purpose)}${modes(values.mode)}${agreements}.`;
}
