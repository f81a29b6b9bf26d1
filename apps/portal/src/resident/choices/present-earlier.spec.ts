import { expect, it } from '@jest/globals';
import { answered, D2, directive, TELLING } from '../testing/town.js';
import { presentEarlier } from './present-earlier.js';

const REPLACED = { supersededAt: '2026-11-24T09:00:00.000Z' };

it('lists what counts no more, with nothing to do about it and what is shared now', () => {
  const ended = [
    directive({ id: 'a', status: 'ConsentWithdrawn', ...REPLACED }),
    directive({ id: 'b', ...REPLACED }),
    directive({ id: 'c', status: 'ConsentRefused', ...REPLACED }),
  ];
  const { cards, pagination } = presentEarlier({ items: ended, next: null }, [answered(D2, null)], TELLING);
  const links = cards.map((card) => card.links.map(({ href }) => href));
  expect([links, pagination]).toEqual([ended.map(({ id }) => [`/resident/choices/${id}`]), undefined]);
  for (const { facts } of cards)
    expect(facts.find(({ key }) => key === 'Can have it now')?.texts).toEqual([
      'Harbour Homes: Moving about and daily life',
    ]);
});

it('leads to what is older', () => {
  const { pagination } = presentEarlier({ items: [directive(REPLACED)], next: 'abc' }, undefined, TELLING);
  expect(pagination).toMatchObject({ next: { href: '/resident/choices?after=abc', text: 'Older' } });
});
