import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { refer } from './processes.js';
import { RunFile } from './run-file.js';

describe('the record of a running stack', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'run-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('is claimed by the first, who is named to the second', async () => {
    const first = new RunFile(dir);
    expect(await first.claim()).toEqual({ leftBehind: [] });
    const ref = first.add('postgres', process.pid);
    const { running } = await new RunFile(dir).claim();
    expect(running).toMatchObject({ supervisor: { pid: process.pid }, processes: [ref] });
  });

  it('is taken over from a supervisor that is gone, with what it left, until each is removed', async () => {
    const left = [refer('edge', 1), refer('postgres', 1)];
    const record = { supervisor: { name: 'supervisor', pid: process.pid, startedAt: 'long ago' }, processes: left };
    writeFileSync(join(dir, 'run.json'), JSON.stringify(record));
    const file = new RunFile(dir);
    expect(await file.claim()).toEqual({ leftBehind: left });
    expect(file.read()!.processes).toEqual(left);
    file.remove('edge');
    expect(file.read()!.processes.map(({ name }) => name)).toEqual(['postgres']);
  });

  it('is taken over when it cannot be read, and when a claim was broken off', async () => {
    writeFileSync(join(dir, 'run.json'), '{"supervisor":');
    writeFileSync(join(dir, 'run.json.claim'), '');
    expect(await new RunFile(dir).claim()).toEqual({ leftBehind: [] });
  });

  it('lets only one of many win', async () => {
    const claims = await Promise.all(Array.from({ length: 8 }, () => new RunFile(dir).claim()));
    expect(claims.filter(({ running }) => running === undefined)).toHaveLength(1);
  });

  it('is for its owner only and gone after a clean stop', async () => {
    const file = new RunFile(dir);
    await file.claim();
    expect(statSync(join(dir, 'run.json')).mode & 0o077).toBe(0);
    file.discard();
    expect(file.read()).toBeUndefined();
  });
});
