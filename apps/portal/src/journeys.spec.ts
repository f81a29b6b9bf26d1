import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Refusable } from './resident/refuse/part-question.js';
import { TrustingRefuse } from './resident/refuse/faults/trusting-refuse.js';
import type { Refusal } from './resident/refuse/refusal.js';
import { RefuseJourney } from './resident/refuse/refuse.journey.js';
import { BOOK as REFUSE } from './resident/refuse/testing/refuse.book.js';
import { ForgetfulWalk, HastyWalk, SkippingWalk } from './shell/journey/faults/careless-walks.js';
import { journeyPages } from './shell/journey/journey-pages.js';
import type { JourneyBook } from './shell/journey/testing/journey-book.js';
import type { Traveller } from './shell/journey/testing/traveller.js';
import { anyWay, everyCase } from './shell/journey/testing/ways.js';
import { Walk } from './shell/journey/walk.js';
import { BOOKS } from './testing/journeys/books.js';
import { openJourneys, type JourneysUnderTest } from './testing/journeys/open-journeys.js';

/** The walk of all journeys, and others: each takes the resident's no to an address of its own. */
const WALKS: readonly {
  readonly does: string;
  readonly path: string;
  readonly walk: typeof Walk<Refusal, Refusable>;
  readonly isFound: boolean;
}[] = [
  { does: 'is as it should be', path: 'resident/honest/refuse', walk: Walk, isFound: false },
  { does: 'forgets what a form carried', path: 'resident/forgets/refuse', walk: ForgetfulWalk, isFound: true },
  { does: 'records when it is looked at', path: 'resident/hastens/refuse', walk: HastyWalk, isFound: true },
  { does: 'lets a step be skipped', path: 'resident/skips/refuse', walk: SkippingWalk, isFound: true },
];

class RefuseElsewhere extends RefuseJourney {
  constructor(override readonly path: string) {
    super();
  }
}

let journeys: JourneysUnderTest;
beforeAll(async () => {
  const walked = WALKS.map(({ path, walk }) => journeyPages(new RefuseElsewhere(path), walk));
  journeys = await openJourneys([...walked, journeyPages(new TrustingRefuse())]);
});
afterEach(() => journeys.reset());
afterAll(() => journeys.close());

async function forgeEverything(book: JourneyBook): Promise<void> {
  for (const way of [book.ways[0], ...(book.otherWays ?? [])]) {
    const toTheLast = async (): Promise<Traveller> => {
      const walking = await journeys.travel(book);
      await walking.toTheLast(0, way);
      return walking;
    };
    for (const name of (await toTheLast()).carries(0)) await (await toTheLast()).forges(name);
  }
}

describe.each(BOOKS)('$name', (book) => {
  it('keeps its promises in every case', async () => everyCase(await journeys.travel(book), book.ways));

  it('records once what was sent again because its answer was lost', async () => {
    const walking = await journeys.travel(book);
    await walking.toTheLast(0, book.ways[0]);
    journeys.cutOff();
    await walking.isUncertain(() => journeys.reset());
  });

  it('records nothing that a form carries and no page offered', () => forgeEverything(book));

  it('keeps them on any way', () =>
    fc.assert(
      anyWay(() => journeys.travel(book)),
      { numRuns: 1 },
    ));
});

describe.each(BOOKS.flatMap(({ withdrawn, ...book }) => (withdrawn ? [{ ...book, withdrawn }] : [])))(
  '$name, where something is offered no more',
  (book) => {
    it('asks it again, and records nothing', async () => {
      const walking = await journeys.travel(book);
      await walking.toTheLast(0, { ...book.ways[0], ...book.withdrawn.chosen });
      book.withdrawn.withdraw(true);
      await walking.isAskedAgain(book.withdrawn.step);
    });
  },
);

describe.each(BOOKS.flatMap(({ refusal, ...book }) => (refusal ? [{ ...book, refusal }] : [])))(
  '$name, where the API refuses it',
  (book) => {
    it('says so, loses nothing, and may be sent again', async () => {
      const walking = await journeys.travel(book);
      await walking.toTheLast(0, book.ways[0]);
      journeys.refuse(book.refusal);
      await walking.isRefused(book.refusal);
      journeys.reset();
      await walking.make({ does: 'answer', tab: 0, which: book.ways[0][''] ?? 0 });
    });
  },
);

describe('a journey that takes what its form carries for what was offered (seeded fault)', () => {
  it('is found', async () => {
    const forged = forgeEverything({ ...REFUSE, path: '/resident/trusts/refuse' });
    await expect(forged).rejects.toThrow('never-offered');
  });
});

describe('a walk through a journey that', () => {
  it.each(WALKS)('$does: found to be careless: $isFound (seeded faults)', async ({ path, isFound }) => {
    const book: JourneyBook = { ...REFUSE, path: `/${path}` };
    const walked = everyCase(await journeys.travel(book), book.ways);
    await (isFound ? expect(walked).rejects.toThrow('toEqual') : walked);
  });
});
