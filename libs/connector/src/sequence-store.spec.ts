import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { FileSequenceStore } from './file-sequence-store.js';
import { MemorySequenceStore } from './memory-sequence-store.js';
import { sequenceStoreConformance } from './testing/sequence-store-conformance.js';

const folder = mkdtempSync(join(tmpdir(), 'connector-store-'));
let files = 0;
const newPath = (): string => join(folder, `${(files += 1)}.journal`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('MemorySequenceStore', () => {
  sequenceStoreConformance(() => new MemorySequenceStore());
});

describe('FileSequenceStore', () => {
  const opened: FileSequenceStore[] = [];
  const open = (path: string): FileSequenceStore => {
    opened.push(new FileSequenceStore(path));
    return opened.at(-1)!;
  };
  afterEach(() => Promise.all(opened.splice(0).map((store) => store.close())));

  sequenceStoreConformance(() => open(newPath()));

  it('knows everything again after the process ended without closing', async () => {
    const path = newPath();
    const before = open(path);
    await before.advance(new Map([['A:x', 7n]]));
    await before.moveTo('deliveries', '5.6');
    const after = open(path);
    expect([await after.highWater('A:x'), await after.cursor('deliveries')]).toEqual([7n, '5.6']);
  });

  it('leaves a torn last line out, and goes on behind it', async () => {
    const path = newPath();
    const before = open(path);
    await before.advance(new Map([['A:x', 7n]]));
    await before.close();
    appendFileSync(path, '["mark","A:x","1');
    const after = open(path);
    expect(await after.highWater('A:x')).toBe(7n);
    await after.advance(new Map([['A:x', 8n]]));
    expect(await open(path).highWater('A:x')).toBe(8n);
  });

  it('stays small: a mark that moved often is one line after a while', async () => {
    const path = newPath();
    const store = open(path);
    for (let at = 0; at < 24; at += 1) {
      await store.advance(new Map(Array.from({ length: 1_000 }, (_, n) => [`A:${n}`, BigInt(at + 1)])));
    }
    expect(readFileSync(path, 'utf8').split('\n').length).toBeLessThan(14_000);
    expect(await open(path).highWater('A:999')).toBe(24n);
  });
});
