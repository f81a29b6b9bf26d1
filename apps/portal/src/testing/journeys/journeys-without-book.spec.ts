import { describe, expect, it } from '@jest/globals';
import { PORTAL_CONTROLLERS } from '../../portal.module.js';
import { RefuseJourney } from '../../resident/refuse/refuse.journey.js';
import { journeyPages } from '../../shell/journey/journey-pages.js';
import { BOOKS } from './books.js';
import { journeysWithoutBook } from './journeys-without-book.js';

describe('the books of the journeys', () => {
  it('have every journey, or one that is alike', () =>
    expect(journeysWithoutBook(PORTAL_CONTROLLERS, BOOKS)).toEqual([]));

  it('are missed: of a journey that came without one, and where one is gone (seeded faults)', () => {
    class UnwrittenJourney extends RefuseJourney {
      override readonly path: string = 'resident/unwritten';
    }
    expect(journeysWithoutBook([journeyPages(new UnwrittenJourney())], BOOKS)).toEqual(['resident/unwritten']);
    const others = BOOKS.filter(({ path }) => path !== '/resident/refuse');
    expect(journeysWithoutBook(PORTAL_CONTROLLERS, others)).toEqual(['resident/refuse']);
  });
});
