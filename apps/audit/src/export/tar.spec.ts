import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import type { ExportFile } from './export-file.js';
import { tar } from './tar.js';

async function pack(files: ExportFile[]): Promise<Buffer> {
  const blocks: Buffer[] = [];
  const source = (async function* () {
    yield* files;
  })();
  for await (const block of tar(source)) blocks.push(block);
  return Buffer.concat(blocks);
}

const system = (archive: Buffer, ...args: string[]): string =>
  spawnSync('tar', [...args], { input: archive, encoding: 'utf8' }).stdout;

describe('tar', () => {
  it('is what the system tar lists and unpacks, at every size around a block', async () => {
    const sizes = [0, 1, 511, 512, 513, 1024];
    const archive = await pack(sizes.map((size) => ({ path: `tile/0/x001/${size}`, bytes: Buffer.alloc(size, 'x') })));
    expect(archive.length % 512).toBe(0);
    expect(system(archive, 'tf', '-').trim().split('\n')).toEqual(sizes.map((size) => `tile/0/x001/${size}`));
    for (const size of sizes) expect(system(archive, 'xOf', '-', `tile/0/x001/${size}`)).toBe('x'.repeat(size));
  });

  it('gives the same bytes for the same files', async () => {
    const files = [{ path: 'checkpoint', bytes: Buffer.from('note') }];
    expect(await pack(files)).toEqual(await pack(files));
  });

  it('refuses a path that its header cannot hold', async () => {
    await expect(pack([{ path: 'x'.repeat(101), bytes: Buffer.alloc(0) }])).rejects.toThrow('at most 100 bytes');
  });
});
