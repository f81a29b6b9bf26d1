import { describe, expect, it } from '@jest/globals';
import { headlineOf } from '../../resident/looks/present-look.js';
import { look, TELLING } from '../../resident/testing/town.js';
import { type OwnLine, presentLooks } from './present-looks.js';

const { t } = TELLING;

/** What was done, as the resident reads of it and as whoever did it does. */
const SAID: readonly (readonly [kind: string, action: string, outcome: string, hers: string, theirs: string])[] = [
  ['disclosure', 'read', 'permit', 'looked at', 'Looked'],
  ['disclosure', 'read', 'deny', 'asked for this and did not get it', 'Asked to look, and did not get it'],
  ['disclosure', 'open', 'permit', 'opened', 'Opened'],
  ['disclosure', 'open', 'deny', 'tried to open this and could not', 'Tried to open, and could not'],
  ['disclosure', 'list', 'permit', 'saw what became of', 'Saw what became of what was sent'],
  ['disclosure', 'list', 'deny', 'was not told', 'was not told'],
  ['decision', 'read', 'permit', 'asked if they may see', 'Checked what you may see'],
  ['decision', 'read', 'deny', 'asked if they may see', 'Checked what you may see'],
  ['directive', 'given', 'recorded', 'wrote down that you said yes', 'Recorded a yes'],
  ['directive', 'refused', 'recorded', 'wrote down that you said no', 'Recorded a no'],
  ['directive', 'objected', 'recorded', 'wrote down that you objected', 'Recorded an objection'],
  ['directive', 'withdrawn', 'recorded', 'wrote down that you stopped sharing', 'Recorded a stop'],
  ['directive', 'amended', 'recorded', 'wrote down that you changed what you said', 'Recorded a change'],
  ['directive', 'lifted', 'recorded', 'wrote down that you took your no back', 'Recorded that a no was taken back'],
];

describe('one doing, in two logs', () => {
  it.each(SAID)('%s %s, %s: a look is a look, and nothing else is', (kind, action, outcome, hers, theirs) => {
    const change = { kind, action, outcome };
    expect(headlineOf(look(change), TELLING)).toContain(hers);
    const line: OwnLine = { ...look(change), resident: 'r'.repeat(26) };
    const list = { items: [line], next: null };
    const shown = presentLooks(t, {
      list,
      filters: {},
      errors: [],
      agencies: (code) => code,
      language: 'en',
      at: line.time,
    });
    expect((shown as { rows: { what: string }[] }).rows[0]!.what).toContain(theirs);
    const isLook = (text: string): boolean => /looked/i.test(text);
    expect(isLook(hers)).toBe(isLook(theirs));
  });
});
