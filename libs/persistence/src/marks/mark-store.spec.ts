import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FileMarkStore } from './file-mark-store.js';
import { foldLines, linesIn, type MarkLine, shortened, textOf } from './mark-lines.js';
import { type Mark, MarkStoreDamaged, type Thing } from './mark-store.js';
import { markOf, markStoreConformance } from './testing/mark-store-conformance.js';
import { MemoryMarkStore } from './testing/memory-mark-store.js';

const root = mkdtempSync(join(tmpdir(), 'mark-store-'));
let folders = 0;
const newFolder = (): string => join(root, String((folders += 1)));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const journals = (folder: string): string[] => readdirSync(folder).map((name) => join(folder, name));

describe('MemoryMarkStore', () => {
  markStoreConformance(
    () => new MemoryMarkStore(),
    (store) => store,
  );
});

describe('FileMarkStore', () => {
  const places = new Map<unknown, string>();
  const open = (folder: string): FileMarkStore => {
    const store = new FileMarkStore(folder);
    places.set(store, folder);
    return store;
  };
  markStoreConformance(
    () => open(newFolder()),
    (store) => open(places.get(store)!),
  );

  it('leaves a torn end out, and refuses a line that was damaged', async () => {
    const folder = newFolder();
    const marks = [markOf('resident:a'), markOf('resident:b')];
    const store = open(folder);
    await store.found(randomUUID());
    for (const mark of marks) await store.leave(mark);
    await store.close();
    const [journal] = journals(folder) as [string];
    appendFileSync(journal, textOf([{ kind: 'void', ids: [marks[0]!.id] }]).slice(0, -9));
    expect((await store.read()).marks).toEqual(marks);
    writeFileSync(journal, readFileSync(journal, 'utf8').replace('resident:a', 'resident:c'));
    await expect(store.read()).rejects.toThrow(MarkStoreDamaged);
  });

  it('goes on after a torn end in a journal of its own, and names the file and line of damage within one', async () => {
    const folder = newFolder();
    const before = open(folder);
    await before.found(randomUUID());
    await before.leave(markOf('resident:a'));
    await before.close();
    const [journal] = journals(folder) as [string];
    appendFileSync(journal, 'deadbeef0000 {"kind":"mark","id":"half');
    const after = open(folder);
    await after.leave(markOf('resident:b'));
    await after.close();
    expect((await after.read()).marks.flatMap(({ things }) => things).sort()).toEqual(['resident:a', 'resident:b']);
    // Torn, and written behind: no writer of ours does that (seeded fault).
    appendFileSync(journal, textOf([{ kind: 'void', ids: [] }]));
    await expect(after.read()).rejects.toThrow(
      `line 2 of ${basename(journal)} in the restart-proof store is not whole`,
    );
    await expect(after.read()).rejects.toThrow('--store-lost');
  });

  it('says so when it cannot write, and loses nothing of what it took', async () => {
    const folder = newFolder();
    writeFileSync(folder, 'no folder');
    const store = open(folder);
    await expect(store.leave(markOf('resident:a'))).rejects.toThrow();
    rmSync(folder);
    await store.found(randomUUID());
    const mark = markOf('resident:b');
    await store.leave(mark);
    expect((await store.read()).marks).toEqual([mark]);
    await store.close();
  });

  it('goes on in another journal after half the time in which one grows old', async () => {
    const folder = newFolder();
    let now = 0;
    const store = new FileMarkStore(folder, () => now);
    await store.found(randomUUID());
    const written: number[] = [];
    for (now of [0, 1_000, 1_700_000, 3_600_000, 9_000_000]) {
      await store.leave(markOf('resident:a'));
      written.push(journals(folder).length);
    }
    expect(written).toEqual([2, 2, 2, 3, 4]);
    await store.close();
  });
});

const things = fc.uniqueArray(fc.constantFrom<Thing>('resident:a', 'resident:b', 'agency:x'), { minLength: 1 });
const drawnMarks = fc.array(fc.tuple(things, fc.nat(3_000_000), fc.boolean()), { maxLength: 30 });
const INCARNATIONS = [1, 2, 3].map((order): MarkLine => ({
  kind: 'incarnation',
  incarnation: `i${order}`,
  order,
  size: order,
}));
const sizes = fc.array(
  fc.record({ kind: fc.constant('signed' as const), incarnation: fc.constantFrom('i1', 'i2', 'i3'), size: fc.nat(50) }),
  { maxLength: 8 },
);
const rest = fc.tuple(sizes, fc.subarray(INCARNATIONS)).map((lines): MarkLine[] => lines.flat());

describe('shortened journals', () => {
  it('tell beside the others what they told before, and of every restored database what it lacks', () => {
    fc.assert(
      fc.property(drawnMarks, rest, fc.nat(30), fc.infiniteStream(fc.boolean()), (drawn, others, restoredTo, taken) => {
        const all = drawn
          .map(([touched, at, isVoid], n) => ({ mark: { id: String(n), things: touched, at } satisfies Mark, isVoid }))
          .sort((a, b) => a.mark.at - b.mark.at);
        const lines = all.flatMap(({ mark, isVoid }): MarkLine[] => [
          { kind: 'mark', ...mark },
          ...(isVoid ? [{ kind: 'void' as const, ids: [mark.id] }] : []),
        ]);
        const [old, young]: [MarkLine[], MarkLine[]] = [[], []];
        for (const line of [...lines, ...others]) (taken.next().value ? old : young).push(line);
        const before = foldLines([...old, ...young]);
        const after = foldLines([...linesIn(textOf(shortened(old, young)), 'spec'), ...young]);
        const database = new Set(all.slice(0, restoredTo).map(({ mark }) => mark.id));
        const lacking = (of: readonly Mark[]): unknown =>
          [...new Set(of.filter(({ id }) => !database.has(id)).flatMap((mark) => mark.things))].sort();
        expect({ ...after, marks: lacking(after.marks) }).toEqual({ ...before, marks: lacking(before.marks) });
      }),
      { numRuns: 500 },
    );
  });
});
