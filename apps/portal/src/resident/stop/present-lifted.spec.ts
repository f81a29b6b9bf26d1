import { expect, it } from '@jest/globals';
import { directive, TELLING } from '../testing/town.js';
import { presentLifted } from './present-lifted.js';

const OTHER = 'You have another no that still counts. You find it in your sharing.';

it.each([
  ['nothing else was said', [], false],
  ['only a yes stands', [directive()], false],
  ['another no stands', [directive({ status: 'ConsentRefused' })], true],
  ['an objection stands', [directive({ status: 'ObjectionPending' })], true],
])('after a no was taken back, tells of another exactly where one stands: %s', (_what, directives, told) => {
  expect(presentLifted(directives, TELLING.t).paragraphs.includes(OTHER)).toBe(told);
});
