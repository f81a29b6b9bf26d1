import { spawn, type ChildProcess } from 'node:child_process';
import { afterEach, describe, expect, it } from '@jest/globals';
import { isRunning, processesNaming, refer, startOf, stopProcess } from './processes.js';

describe('processes by id and start time', () => {
  const children: ChildProcess[] = [];

  function child(script: string, ...args: string[]): Promise<ChildProcess> {
    const started = spawn(process.execPath, [
      '-e',
      `${script}; console.log('up'); setInterval(() => 0, 1000)`,
      ...args,
    ]);
    children.push(started);
    return new Promise((resolve) => started.stdout.once('data', () => resolve(started)));
  }

  afterEach(() => {
    for (const each of children.splice(0)) each.kill('SIGKILL');
  });

  it('knows this one, and no process that is not there', () => {
    expect(isRunning(refer('me', process.pid))).toBe(true);
    expect(startOf(2 ** 22 + 1)).toBeUndefined();
    expect(isRunning(refer('none', 2 ** 22 + 1))).toBe(false);
  });

  it('stops the one referred to, when asked to end', async () => {
    const ref = refer('child', (await child('')).pid!);
    expect(await stopProcess(ref, 'SIGTERM', 5_000)).toBe('stopped');
    expect(await stopProcess(ref, 'SIGTERM', 5_000)).toBe('gone');
  });

  it('kills one that does not listen, once its time is up', async () => {
    const ref = refer('deaf', (await child("process.on('SIGTERM', () => 0)")).pid!);
    expect(await stopProcess(ref, 'SIGTERM', 100)).toBe('killed');
    expect(isRunning(ref)).toBe(false);
  });

  it('leaves a later process with the same id alone', async () => {
    const { pid } = await child('');
    expect(await stopProcess({ ...refer('other', pid!), startedAt: 'earlier' }, 'SIGKILL', 100)).toBe('gone');
    expect(isRunning(refer('child', pid!))).toBe(true);
  });

  it('finds what was started with a certain argument', async () => {
    const { pid } = await child('', '/a/file/of/ours');
    expect(processesNaming('kafka', '/a/file/of/ours').map((ref) => ref.pid)).toEqual([pid]);
    expect(processesNaming('kafka', '/a/file')).toEqual([]);
  });
});
