import { afterAll, beforeAll, describe, it } from '@jest/globals';
import fc from 'fast-check';
import { anyWay } from './shell/journey/testing/ways.js';
import { BOOKS } from './testing/journeys/books.js';
import { openJourneys, type JourneysUnderTest } from './testing/journeys/open-journeys.js';

let journeys: JourneysUnderTest;
beforeAll(async () => {
  journeys = await openJourneys();
});
afterAll(() => journeys.close());

describe.each(BOOKS)('$name', (book) => {
  it(
    'keeps its promises on fifty ways',
    () =>
      fc.assert(
        anyWay(() => journeys.travel(book)),
        { numRuns: 50 },
      ),
    300_000,
  );
});
