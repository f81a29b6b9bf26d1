import { expect, it } from '@jest/globals';
import { answered, D2, directive, TELLING } from '../testing/town.js';
import { presentEarlier } from './present-earlier.js';

it('lists what counts no more, what ended last first, with nothing to do about it and what is shared now', () => {
  const stopped = { status: 'ConsentWithdrawn', recordedAt: '2026-11-20T09:00:00.000Z' };
  const ended = [
    directive({ id: 'a', ...stopped, supersededAt: '2026-11-24T09:00:00.000Z' }),
    directive({ id: 'b', supersededAt: '2026-11-22T09:00:00.000Z' }),
    directive({ id: 'c', status: 'ConsentRefused', supersededAt: '2026-11-23T09:00:00.000Z' }),
  ];
  const cards = presentEarlier(ended, [answered(D2, null)], TELLING);
  expect(cards.map(({ links }) => links.map(({ href }) => href))).toEqual([
    ['/resident/choices/c'],
    ['/resident/choices/b'],
    ['/resident/choices/a'],
  ]);
  for (const { facts } of cards)
    expect(facts.find(({ key }) => key === 'Can have it now')?.texts).toEqual([
      'Harbour Homes: Moving about and daily life',
    ]);
});
