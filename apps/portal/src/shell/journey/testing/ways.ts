import fc from 'fast-check';
import type { Chosen } from './journey-book.js';
import type { Move, Traveller } from './traveller.js';

/** Everything that may become of a form, once; with two windows whose answers differ. */
export async function everyCase(walking: Traveller, [first, other]: readonly [Chosen, Chosen]): Promise<void> {
  const last = walking.pages.length - 1;
  await walking.make({ does: 'look', tab: 0, which: last });
  await walking.make({ does: 'half', tab: 0 });
  await walking.toTheLast(0, first);
  // The session holds the other window's answers by now; this one's page shows its own.
  await walking.toTheLast(1, other);
  await walking.make({ does: 'answer', tab: 0, which: first[''] ?? 0 });
  await walking.make({ does: 'again', tab: 0 });
  // What was recorded is over, for whoever goes back.
  await walking.make({ does: 'look', tab: 0, which: last });
  // The other window's page shows what it always did; the session ends before it is sent.
  await walking.make({ does: 'lose', tab: 1, which: other[''] ?? 0 });
  await walking.make({ does: 'answer', tab: 1, which: other[''] ?? 0 });
}

const tab = fc.nat(1);
const which = fc.nat(11);
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: fc.constant('answer' as const), tab, which }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('look' as const), tab, which }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('half' as const), tab }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('again' as const), tab }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('lose' as const), tab, which }) },
);

/** Any way back and forth between two windows records what its own forms showed, and nothing twice. */
export const anyWay = (begin: () => Promise<Traveller>) =>
  fc.asyncProperty(fc.array(move, { minLength: 8, maxLength: 16 }), async (moves) => {
    const walking = await begin();
    for (const one of [{ does: 'look', tab: 0, which: 0 } as const, ...moves]) await walking.make(one);
  });
