import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { officerPages } from '../officer/officer-pages.js';
import { practitionerPages } from '../practitioner/practitioner-pages.js';
import { residentPages } from '../resident/resident-pages.js';
import { PORTAL_FOLDER } from '../portal-folder.js';

/**
 * What a text may promise, and the door that keeps it. A page never promises what is not there: words without a door are
 * allowed nowhere, until the issue that brings the door names it here. (The names of purposes and states in `words` promise
 * nothing: they say what a line of the log is.)
 */
const PROMISES: readonly { readonly words: RegExp; readonly door: string | null }[] = [
  { words: /Who has looked/, door: 'resident/looks' },
  { words: /Your sharing|Go to your sharing/, door: 'resident' },
  { words: /Say no in advance/, door: 'resident/refuse' },
  { words: /Say how you work with this person/, door: 'practitioner/people/:id/claim/:purpose' },
  { words: /See what others opened/, door: 'practitioner/people/:id/sent' },
  { words: /Stop an agreement/, door: 'officer/stops' },
  { words: /Check this proof/, door: 'officer/integrity' },
  // No page, and nobody told, yet: breaking the glass, reviews of alerts, decisions on objections, witnesses, messages.
  { words: /break the glass|emergency access|opened? in an emergency for you/i, door: null },
  { words: /privacy officer[^.]*,? who checks|those who check/i, door: null },
  { words: /someone (then )?(looks at it|decides)|we are looking at it|while (someone|we) looks? at it/i, door: null },
  { words: /(they|we) (will )?tell you (what|when) (they|we) decide/i, door: null },
  { words: /others outside|a witness/i, door: null },
  { words: /we (will )?(send|write to|text|e-?mail) you/i, door: null },
];

type Catalogue = string | { readonly [key: string]: Catalogue };
const textsOf = (part: Catalogue): string[] =>
  typeof part === 'string' ? [part] : Object.values(part).flatMap(textsOf);
const texts = ['resident', 'practitioner', 'officer', 'shell', 'text'].flatMap((room) =>
  textsOf(JSON.parse(readFileSync(join(PORTAL_FOLDER, 'locales/en', `${room}.json`), 'utf8')) as Catalogue),
);
const doors = [...residentPages, ...practitionerPages, ...officerPages].map((page) =>
  (Reflect.getMetadata('path', page) as string).replace(/^\//, ''),
);

/** Texts that promise what no door keeps. */
const unkept = (some: readonly string[], open: readonly string[]): string[] =>
  some.filter((text) =>
    PROMISES.some(({ words, door }) => words.test(text) && (door === null || !open.includes(door))),
  );

describe('what a text promises', () => {
  it('has its door', () => expect(unkept(texts, doors)).toEqual([]));

  it('is looked at: each promise with a door is made somewhere', () => {
    const made = PROMISES.filter(({ door }) => door !== null && door !== 'officer/stops');
    for (const { words } of made) expect(texts.some((text) => words.test(text))).toBe(true);
  });

  it.each([
    'Each look alerts the privacy officer of your agency, who checks it.',
    'It stops at once. Then someone looks at it and decides.',
    'They tell you what they decide, and why.',
    'We keep a log. Others outside keep a mark of it, too.',
  ])('and this check finds: %s', (text) => expect(unkept([text], doors)).toEqual([text]));

  it('and finds a page that is gone', () => {
    expect(
      unkept(
        texts,
        doors.filter((door) => door !== 'resident/looks'),
      ).length,
    ).toBeGreaterThan(0);
  });
});
