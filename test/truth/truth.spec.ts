import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Directive, OwnSharing } from '../../apps/portal/src/resident/record/answers.js';
import type { Telling } from '../../apps/portal/src/resident/record/telling.js';
import { differences } from './compare.js';
import { decideAll } from './decided.js';
import { directivesOf, drawPages, FAULTS, sharingOf, tellingOf, type Pages } from './pages.js';
import { DIRECTIVE_STATES, PERSONAL_STATES, PLACE_STATES, type State } from './states.js';
import { openTown, type TownPlace } from './town-place.js';

// A machine that others use, too, takes its time; on a quiet one each takes a tenth of a second.
jest.setTimeout(120_000);

let place: TownPlace;
let telling: Telling;
beforeAll(async () => {
  place = await openTown();
  telling = tellingOf(place);
});
afterAll(() => place.stop());

let read = 0;

interface Look {
  readonly directives: readonly Directive[];
  readonly sharing: OwnSharing;
}

/** Where a resident's pages differ from what the decision point answers, as they are drawn. */
async function differencesOf(
  resident: string,
  draw: (look: Look) => Pages = ({ directives, sharing }) => drawPages(directives, sharing, telling),
): Promise<string[]> {
  const id = place.residents[resident]!;
  const look = { directives: await directivesOf(place, id), sharing: await sharingOf(place, id) };
  const pages = draw(look);
  read += pages.claims.length;
  return differences(place, pages, await decideAll(place, id), telling).map((found) => `${resident}: ${found}`);
}

async function during<T>({ sets, undoes }: State, resident: string, look: () => Promise<T>): Promise<T> {
  const id = place.residents[resident]!;
  const run = async (statements: readonly string[]): Promise<void> => {
    for (const sql of statements) await place.admin.query(sql, sql.includes('$1') ? [id] : []);
  };
  await run(sets);
  try {
    return await look();
  } finally {
    await run(undoes);
  }
}

describe('what a resident’s pages say is shared', () => {
  it('is what the decision point answers, for everybody in the demo town', async () => {
    const found: string[] = [];
    for (const resident of Object.keys(place.residents)) found.push(...(await differencesOf(resident)));
    expect(found).toEqual([]);
    expect(read).toBeGreaterThan(30);
  });

  it.each([...DIRECTIVE_STATES, ...PERSONAL_STATES])('is so while there is: $name', async (state) => {
    expect(await during(state, 'margaret', () => differencesOf('margaret'))).toEqual([]);
  });

  it.each(PLACE_STATES)('is so with: $name', async (state) => {
    for (const resident of ['margaret', 'sam']) {
      expect(await during(state, resident, () => differencesOf(resident))).toEqual([]);
    }
  });

  it('leaves Sam’s planning out, who opted out, and says why', async () => {
    const sharing = await sharingOf(place, place.residents['sam']!);
    const planning = sharing.items.find(({ id }) => id === 'D6')!;
    expect(new Set(planning.answers.map(({ reason }) => reason))).toEqual(new Set(['national-data-opt-out']));
  });
});

describe('this check', () => {
  const inState = (name: string, draw: (look: Look) => Pages): Promise<string[]> => {
    const state = [...DIRECTIVE_STATES, ...PERSONAL_STATES, ...PLACE_STATES].find((one) => one.name === name)!;
    return during(state, 'margaret', () => differencesOf('margaret', draw));
  };

  it.each([
    ['takes a yes for sharing, whatever the rules answer', 'agreements suspended'],
    ['takes an agreement in force for sharing', 'no to everybody'],
    ['takes a no for the end of it', 'an objection pending'],
    ['takes whoever may ask for who knows the person', 'nobody knows them'],
    ['takes nobody’s word for a closed door', 'somebody’s own word and nobody’s record'],
  ])('finds a page that %s', async (fault, state) => {
    const take = FAULTS[fault]!;
    const found = await inState(state, ({ directives, sharing }) =>
      drawPages(directives, take(directives, sharing), telling),
    );
    expect(found.length).toBeGreaterThan(0);
  });

  it('finds a page that takes what it does not find for all', async () => {
    const found = await inState('agreements back to drafts', ({ directives, sharing }) => {
      const pages = drawPages(directives, sharing, telling);
      const all = (words: string): string => words.replaceAll('All that the agreement names', 'Anyone');
      return { ...pages, words: new Map([...pages.words].map(([said, words]) => [said, all(words)])) };
    });
    expect(found).toContain('margaret: says anyone');
  });

  it('finds a home page that counts whoever an agreement names', async () => {
    const found = await inState('a narrow yes', ({ directives, sharing }) => {
      const pages = drawPages(directives, sharing, telling);
      const all = 'Harbour Homes and 3 more can have it now.';
      const claims = pages.claims.map((claim) =>
        claim.brief && claim.lines.length > 0 ? { ...claim, lines: [all] } : claim,
      );
      return { ...pages, claims };
    });
    expect(found).toContainEqual(expect.stringMatching(/^margaret: home\/now names 4 agencies of 1: /));
  });

  it('finds a page that takes what was replaced for what counts', async () => {
    const found = await inState('a yes that a no replaced', ({ directives, sharing }) => {
      const asInForce = new Map<Directive, Directive>(directives.map((one) => [{ ...one, supersededAt: null }, one]));
      const pages = drawPages([...asInForce.keys()], sharing, telling);
      return { ...pages, words: new Map([...pages.words].map(([drawn, words]) => [asInForce.get(drawn)!, words])) };
    });
    expect(found).toContain('margaret: what was replaced reads as if it counted');
  });

  it('finds a page that remembers what was so before', async () => {
    const before = await sharingOf(place, place.residents['margaret']!);
    const found = await inState('no to everybody', ({ directives }) => drawPages(directives, before, telling));
    expect(found.length).toBeGreaterThan(0);
  });
});
