import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    for (const mark of marks) await store.leave(mark);
    await store.close();
    const [journal] = journals(folder) as [string];
    appendFileSync(journal, textOf([{ kind: 'void', ids: [marks[0]!.id] }]).slice(0, -9));
    expect((await store.read()).marks).toEqual(marks);
    writeFileSync(journal, readFileSync(journal, 'utf8').replace('resident:a', 'resident:c'));
    await expect(store.read()).rejects.toThrow(MarkStoreDamaged);
  });

  it('says so when it cannot write, and loses nothing of what it took', async () => {
    const folder = newFolder();
    writeFileSync(folder, 'no folder');
    const store = open(folder);
    await expect(store.leave(markOf('resident:a'))).rejects.toThrow();
    rmSync(folder);
    const mark = markOf('resident:b');
    await store.leave(mark);
    expect((await store.read()).marks).toEqual([mark]);
    await store.close();
  });

  it('merges old journals while their writers go on, and forgets no thing', async () => {
    const folder = newFolder();
    const stores = Array.from({ length: 40 }, () => open(folder));
    const marks = stores.map((_, n) => markOf(`resident:${n % 5}`));
    await Promise.all(stores.map((store, n) => store.leave(marks[n]!)));
    for (const path of journals(folder)) utimesSync(path, 0, 0);
    const late = stores.map((_, n) => markOf(`agency:${n}`));
    await Promise.all([
      stores[0]!.tidy(),
      stores[1]!.tidy().catch(() => undefined),
      ...stores.map((store, n) => store.leave(late[n]!)),
      ...Array.from({ length: 20 }, () => stores[2]!.read()),
    ]);
    await Promise.all(stores.map((store) => store.close()));
    const kept = new Set((await stores[3]!.read()).marks.map(({ id }) => id));
    expect([...marks, ...late].filter(({ id }) => !kept.has(id))).toEqual([]);
    expect(journals(folder).length).toBeLessThan(80);
  });
});

const things = fc.uniqueArray(fc.constantFrom<Thing>('resident:a', 'resident:b', 'agency:x'), { minLength: 1 });
const marks = fc.array(fc.tuple(things, fc.nat(3_000_000)), { maxLength: 30 });

describe('shortened journals', () => {
  it('show every database that lacks a mark to lack one of its things still', () => {
    fc.assert(
      fc.property(marks, fc.nat(30), (drawn, restoredTo) => {
        const all = drawn
          .map(([touched, at], n): Mark => ({ id: String(n), things: touched, at }))
          .sort((a, b) => a.at - b.at);
        const lines = all.map((mark): MarkLine => ({ kind: 'mark', ...mark }));
        const kept = foldLines(linesIn(textOf(shortened(lines)))).marks;
        const database = new Set(all.slice(0, restoredTo).map(({ id }) => id));
        const lacking = (of: readonly Mark[]): unknown =>
          [...new Set(of.filter(({ id }) => !database.has(id)).flatMap((mark) => mark.things))].sort();
        expect(lacking(kept)).toEqual(lacking(all));
      }),
    );
  });
});
