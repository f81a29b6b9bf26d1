import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from '@jest/globals';
import type { Mark, MarkStore, Thing } from '../mark-store.js';

export const markOf = (...things: Thing[]): Mark => ({ id: randomUUID(), things, at: Date.now() });

/** What every restart-proof store promises. `fresh` gives an empty one, `again` the same as another process has it. */
export function markStoreConformance(fresh: () => MarkStore, again: (store: MarkStore) => MarkStore): void {
  const opened: MarkStore[] = [];
  const open = (store: MarkStore): MarkStore => {
    opened.push(store);
    return store;
  };
  afterEach(() => Promise.all(opened.splice(0).map((store) => store.close())));

  it('begins at nothing', async () => {
    expect(await open(fresh()).read()).toEqual({ incarnations: [], signedSize: 0, marks: [] });
  });

  it('is joined to one database, whoever asks at once', async () => {
    const store = open(fresh());
    const asked = Array.from({ length: 8 }, () => randomUUID());
    const taken = await Promise.all(asked.map((incarnation) => open(again(store)).found(incarnation)));
    expect(new Set(taken).size).toBe(1);
    expect(await store.found(randomUUID())).toBe(taken[0]);
    expect((await store.read()).incarnations).toEqual([taken[0]]);
  });

  it('knows whose it is, and not whose it is not', async () => {
    const store = open(fresh());
    const [own, recovered] = [randomUUID(), randomUUID()];
    expect(await store.belongsTo(own)).toBe(false);
    await store.found(own);
    await open(again(store)).begin(recovered, 3);
    const whose = [own, recovered, randomUUID()].map((incarnation) => store.belongsTo(incarnation));
    expect(await Promise.all(whose)).toEqual([true, true, false]);
  });

  it('keeps every mark of many processes, and shows it to each', async () => {
    const [one, two] = [open(fresh())].flatMap((store) => [store, open(again(store))]) as [MarkStore, MarkStore];
    await one.found(randomUUID());
    const marks = Array.from({ length: 40 }, (_, n) => markOf(`resident:${n}`, 'agency:NM-ASC'));
    await Promise.all(marks.map((mark, n) => (n % 2 === 0 ? one : two).leave(mark)));
    for (const store of [one, two]) {
      const kept = (await store.read()).marks;
      expect(new Map(kept.map((mark) => [mark.id, mark]))).toEqual(new Map(marks.map((mark) => [mark.id, mark])));
    }
  });

  it('forgets what is void, whichever process says so', async () => {
    const store = open(fresh());
    await store.found(randomUUID());
    const [kept, rolledBack] = [markOf('resident:a'), markOf('resident:a')];
    for (const mark of [kept, rolledBack]) await store.leave(mark);
    await open(again(store)).void([rolledBack.id]);
    expect((await store.read()).marks).toEqual([kept]);
  });

  it('tells the same after it was tidied', async () => {
    const store = open(fresh());
    const incarnation = await store.found(randomUUID());
    await store.leave(markOf('resident:a'));
    await store.signed(incarnation, 3);
    const told = await store.read();
    await open(again(store)).tidy();
    expect(await store.read()).toEqual(told);
  });

  it('keeps the largest size of the incarnation in force, and begins a new one with its own', async () => {
    const store = open(fresh());
    const first = await store.found(randomUUID());
    for (const size of [5, 12, 9]) await store.signed(first, size);
    expect((await open(again(store)).read()).signedSize).toBe(12);
    const second = randomUUID();
    await store.begin(second, 7);
    await store.begin(second, 7);
    await open(again(store)).signed(first, 30);
    expect(await store.read()).toMatchObject({ incarnations: [first, second], signedSize: 7 });
    await store.signed(second, 8);
    expect((await store.read()).signedSize).toBe(8);
  });
}
