import { IdempotencyStore } from '#libs/http';
import type { App } from '../place/apps.js';
import type { Place } from '../place/place.js';

type Part = Partial<Pick<IdempotencyStore, 'claim' | 'answer' | 'release' | 'once'>>;

/** Puts something in place of what an app's store of keyed answers does, while the work runs. */
export async function instead<T>(
  place: Place,
  app: App,
  make: (store: IdempotencyStore) => Part,
  work: () => Promise<T>,
): Promise<T> {
  const store = place.apps[app].app.get<IdempotencyStore>(IdempotencyStore as never, { strict: false });
  const parts = make(store);
  Object.assign(store, parts);
  try {
    return await work();
  } finally {
    // What the class says counts again.
    for (const name of Object.keys(parts)) delete (store as unknown as Record<string, unknown>)[name];
  }
}

const lost = (): Promise<void> => Promise.resolve();

/** A process that dies after its commit: nothing more is noted. */
export const afterCommit = (): Part => ({ answer: lost, release: lost });

/** A process that dies in its transaction, when all but the commit is done. */
export function beforeCommit(store: IdempotencyStore): Part {
  const once = store.once.bind(store);
  return {
    ...afterCommit(),
    once: (tx, claimed, work) =>
      once(tx, claimed, async () => {
        await work();
        throw new Error('the process is dead');
      }),
  };
}
