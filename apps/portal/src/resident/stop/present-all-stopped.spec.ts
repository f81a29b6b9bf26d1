import { expect, it } from '@jest/globals';
import { D2, directive, TELLING } from '../testing/town.js';
import { presentAllStopped } from './present-all-stopped.js';

it('leads to each one that was stopped, by words that tell them apart', () => {
  const withdrawn = directive({ status: 'ConsentWithdrawn' });
  expect(presentAllStopped([withdrawn, directive({ status: 'ConsentRefused' })], [D2], TELLING)).toEqual({
    title: 'All that you said yes to has stopped',
    links: [
      {
        text: 'Sharing: Adaptations (22 November 2026 at 14:03:02, number 11111111)',
        href: `/resident/choices/${withdrawn.id}/stopped`,
      },
    ],
  });
});

it.each([
  ['said nothing', []],
  ['only said no', [directive({ status: 'ConsentRefused' })]],
  ['had a yes whose time is over', [directive({ status: 'ConsentExpired' })]],
])('does not tell somebody that they stopped something who %s', (_who, directives) => {
  expect(presentAllStopped(directives, [D2], TELLING)).toEqual({
    title: 'You have no yes that counts now',
    links: [],
  });
});
