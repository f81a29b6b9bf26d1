import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { RemovesFirst } from './faults/removes-first.js';
import { FileMarkStore } from './file-mark-store.js';
import { JournalFolder } from './journal-folder.js';
import { type MarkLine, textOf } from './mark-lines.js';
import type { Thing } from './mark-store.js';
import { DyingDisk } from './testing/dying-disk.js';
import { markOf } from './testing/mark-store-conformance.js';

const root = mkdtempSync(join(tmpdir(), 'journals-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const names = (folder: string): string[] => readdirSync(folder);
const age = (folder: string): void => names(folder).forEach((name) => utimesSync(join(folder, name), 0, 0));

/** Two incarnations, each thing changed many times, and a change that was rolled back; all of it long ago but for the last. */
const OLD: MarkLine[][] = Array.from({ length: 6 }, (_, n) => [
  { kind: 'mark', id: `m${n}`, things: [`resident:${n % 3}`, 'agency:REACH'], at: n * 1_000_000 },
  { kind: 'signed', incarnation: n < 4 ? 'i0' : 'i1', size: n },
]);
OLD[2]!.push({ kind: 'incarnation', incarnation: 'i1', order: 1, size: 3 });
const ROLLED_BACK: MarkLine = { kind: 'void', ids: ['m5'] };

/** Merged already when there are so many. */
const FEW = 4;
const folderOf = (path: string): JournalFolder => new JournalFolder(path, undefined, FEW);
let folders = 0;
function oldFolder(): string {
  const folder = join(root, String((folders += 1)));
  mkdirSync(folder);
  const founded: MarkLine = { kind: 'incarnation', incarnation: 'i0', order: 0, size: 0 };
  [[founded], ...OLD].forEach((lines, n) =>
    writeFileSync(join(folder, n === 0 ? 'founded.journal' : `${n}.journal`), textOf(lines)),
  );
  age(folder);
  writeFileSync(join(folder, 'young.journal'), textOf([ROLLED_BACK]));
  return folder;
}

/** All that a comparison with a database rests on. */
async function told(folder: string): Promise<unknown> {
  const { incarnations, signedSize, marks } = await new JournalFolder(folder).read();
  const newest = new Map<Thing, string>();
  for (const { id, things } of marks.toSorted((a, b) => a.at - b.at)) for (const thing of things) newest.set(thing, id);
  return { incarnations, signedSize, newest: [...newest].sort() };
}

/** Merges in a folder each time anew, dying one step later each time, until once it does not, or something was told wrongly. */
async function walkThroughDeaths(Folder: typeof JournalFolder): Promise<{ steps: number; forgot: boolean }> {
  const right = await told(oldFolder());
  for (let steps = 0; ; steps += 1) {
    const disk = new DyingDisk(steps);
    const path = oldFolder();
    await new Folder(path, disk, FEW).merge().catch(() => undefined);
    if (!same(await told(path), right)) return { steps, forgot: true };
    age(path);
    await folderOf(path).merge();
    if (!same(await told(path), right)) return { steps, forgot: true };
    expect(names(path).filter((name) => name.startsWith('draft-'))).toEqual([]);
    rmSync(path, { recursive: true });
    if (!disk.died) return { steps, forgot: false };
  }
}
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

describe('merging old journals', () => {
  it('leaves the founding one, the young one and one for all others, with as few marks as tell the same', async () => {
    const folder = oldFolder();
    const right = await told(folder);
    await folderOf(folder).merge();
    expect(names(folder).map((name) => name.split('-')[0])).toEqual(['founded.journal', 'merged', 'young.journal']);
    expect(await told(folder)).toEqual(right);
    expect((await new JournalFolder(folder).read()).marks.map(({ id }) => id)).toEqual(['m2', 'm3', 'm4']);
  });

  it('forgets nothing, at whichever step it is cut short', async () => {
    expect(await walkThroughDeaths(JournalFolder)).toEqual({ steps: 15, forgot: false });
  });

  it('would, if what was merged went first', async () => {
    expect(await walkThroughDeaths(RemovesFirst)).toMatchObject({ forgot: true });
  });

  it('is done by several at once, beside writers and readers', async () => {
    const folder = oldFolder();
    const stores = Array.from({ length: 8 }, () => new FileMarkStore(folderOf(folder)));
    const late = stores.map((_, n) => markOf(`agency:${n}`));
    // Each has a journal that looks as if nobody wrote to it any more.
    await Promise.all(stores.map((store) => store.leave(markOf('category:MEDS'))));
    age(folder);
    await Promise.all([
      ...stores.slice(0, 3).map((store) => store.tidy()),
      ...stores.map((store, n) => store.leave(late[n]!)),
      ...stores.map((store) => store.read()),
    ]);
    await Promise.all(stores.map((store) => store.close()));
    const kept = new Map((await stores[0]!.read()).marks.map(({ id, at }) => [id, at]));
    expect(late.filter(({ id, at }) => kept.get(id) !== at)).toEqual([]);
  });
});

describe('two hosts that share a folder', () => {
  it('keep what each said was safe, also when one is killed and a third merges', async () => {
    const folder = oldFolder();
    const safe: string[][] = [[], []];
    const hosts = safe.map((ids, n) => {
      const host = fork('./libs/persistence/src/marks/testing/marking-process.ts', [folder, `resident:${n}`]);
      host.on('message', (id) => ids.push(id as string));
      return host;
    });
    try {
      const enough = (n: number, many: number): Promise<void> =>
        new Promise((resolve) => hosts[n]!.on('message', () => safe[n]!.length >= many && resolve()));
      await Promise.all([enough(0, 20), enough(1, 20)]);
      age(folder);
      await folderOf(folder).merge();
      await enough(0, safe[0]!.length + 20);
    } finally {
      for (const host of hosts) {
        const gone = once(host, 'exit');
        host.kill('SIGKILL');
        await gone;
      }
    }
    const kept = new Set((await new FileMarkStore(folder).read()).marks.map(({ id }) => id));
    expect(safe.flat().filter((id) => !kept.has(id))).toEqual([]);
  }, 20_000);
});
