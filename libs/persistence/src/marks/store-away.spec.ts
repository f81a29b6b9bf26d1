import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { requireOwnStore } from './compare-with-store.js';
import { MakesFolder } from './faults/makes-folder.js';
import { FileMarkStore } from './file-mark-store.js';
import { JournalFolder } from './journal-folder.js';
import { MarkStoreAway } from './mark-store.js';
import { markOf } from './testing/mark-store-conformance.js';

const root = mkdtempSync(join(tmpdir(), 'store-away-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const databaseOf = (
  incarnation: string,
  state: 'new' | 'open' = 'open',
): { incarnation: string; state: 'new' | 'open' } => ({ incarnation, state });

/** What may stand where the store should, by how it came there. */
const SUBSTITUTES: Readonly<Record<string, (path: string, away: string) => Promise<void> | void>> = {
  nothing: () => undefined,
  'an empty folder, as of a disk that is not mounted': (path) => mkdirSync(path),
  'the store of another database': (path) => new FileMarkStore(path).found(randomUUID()).then(() => undefined),
  'its journals without the first': (path, away) => {
    cpSync(away, path, { recursive: true });
    rmSync(join(path, 'founded.journal'));
  },
  'a file': (path) => writeFileSync(path, ''),
};
const contents = (path: string, kind: string): string[] | null =>
  existsSync(path) && kind !== 'a file' ? readdirSync(path).sort() : null;

interface Found {
  /** What was taken though the store was not there, or left behind where it should be. */
  readonly wrong: string[];
}

/** A store in use, taken away for a while under its users, one of whom has it open and one of whom is just starting. */
async function whileAway(kind: string, wrote: boolean, Folder: typeof JournalFolder): Promise<Found> {
  const path = join(root, randomUUID());
  const [away, own] = [`${path}.away`, randomUUID()];
  const stores = [0, 1].map(() => new FileMarkStore(new Folder(path)));
  await requireOwnStore(databaseOf(own, 'new'), stores[0]!);
  const before = markOf('resident:before');
  if (wrote) await stores[0]!.leave(before);
  renameSync(path, away);
  await SUBSTITUTES[kind]!(path, away);
  const there = contents(path, kind);
  const wrong: string[] = [];
  for (const [n, store] of stores.entries()) {
    const tries: Record<string, () => Promise<unknown>> = {
      mark: async () => {
        await requireOwnStore(databaseOf(own), store);
        await store.leave(markOf('resident:meanwhile'));
      },
      check: () => store.check(),
      leave: () => store.leave(markOf('resident:meanwhile')),
    };
    // One that has not seen its store yet cannot know more than what founded the folder.
    for (const what of n === 0 ? ['mark', 'check', 'leave'] : ['mark'])
      await tries[what]!().then(
        () => wrong.push(`${n} ${what}`),
        () => undefined,
      );
  }
  if (JSON.stringify(contents(path, kind)) !== JSON.stringify(there)) wrong.push('something was written');
  rmSync(path, { recursive: true, force: true });
  renameSync(away, path);
  const after = markOf('resident:after');
  for (const store of stores) await requireOwnStore(databaseOf(own), store);
  await stores[0]!.leave(after);
  const marks = (await stores[1]!.read()).marks.map(({ id }) => id).sort();
  if (marks.join() !== [...(wrote ? [before.id] : []), after.id].sort().join())
    wrong.push('marks are not as they were');
  await Promise.all(stores.map((store) => store.close()));
  return { wrong };
}

describe('a store that is away', () => {
  it('takes nothing, leaves nothing behind, and goes on as it was once it is back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(SUBSTITUTES)), fc.boolean(), async (kind, wrote) => {
        expect(await whileAway(kind, wrote, JournalFolder)).toEqual({ wrong: [] });
      }),
      { numRuns: 30 },
    );
  });

  it('would take marks into whatever stands there, if whoever looks made a folder', async () => {
    const { wrong } = await whileAway('nothing', true, MakesFolder);
    expect(wrong).toEqual(expect.arrayContaining(['0 check', '0 leave', 'something was written']));
  });

  it('says which folder it is', async () => {
    const path = join(root, 'missing');
    await expect(requireOwnStore(databaseOf(randomUUID()), new FileMarkStore(path))).rejects.toThrow(path);
    await expect(new FileMarkStore(path).check()).rejects.toThrow(MarkStoreAway);
    expect(existsSync(path)).toBe(false);
  });
});

describe('a store that was lost', () => {
  it('is made anew by a recovery, and those who had the old one open go over to it', async () => {
    const path = join(root, randomUUID());
    const [own, recovered] = [randomUUID(), randomUUID()];
    const store = new FileMarkStore(path);
    await requireOwnStore(databaseOf(own, 'new'), store);
    await store.leave(markOf('resident:a'));
    rmSync(path, { recursive: true });
    expect((await store.read()).incarnations).toEqual([]);
    await new FileMarkStore(path).begin(recovered, 7);
    await expect(store.check()).rejects.toThrow(MarkStoreAway);
    await requireOwnStore(databaseOf(recovered), store);
    await store.leave(markOf('resident:b'));
    expect(await store.read()).toMatchObject({ incarnations: [recovered], signedSize: 7 });
    await store.close();
  });
});
