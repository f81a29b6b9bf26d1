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
  const { said, pagination } = presentEarlier({ items: ended, next: null }, [answered(D2, null)], TELLING);
  const links = said.map(({ name, act }) => [name.href, act]);
  expect([links, pagination]).toEqual([ended.map(({ id }) => [`/resident/choices/${id}`, undefined]), undefined]);
  for (const { texts } of said) expect(texts).toContain('Harbour Homes can have it now.');
  expect(said.map(({ texts }) => texts[0])).toEqual([
    'Changed on 22 November 2026.',
    ...Array<string>(2).fill('Changed on 24 November 2026.'),
  ]);
});

it('leads to what is older', () => {
  const { pagination } = presentEarlier({ items: [directive(REPLACED)], next: 'abc' }, undefined, TELLING);
  expect(pagination).toMatchObject({ next: { href: '/resident/choices?after=abc', text: 'Older' } });
});
