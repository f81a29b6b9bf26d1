import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { isAlive, prepare, StackUnderTest, until } from './stack-under-test.js';
import { Stacks } from './stacks.js';

jest.setTimeout(300_000);

describe('npm start, killed', () => {
  const stacks = new Stacks('21500');
  let stack: StackUnderTest;

  const isReady = (app: string): Promise<boolean> =>
    fetch(`${stack.endpoints()[app]!}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );

  beforeAll(async () => {
    prepare();
    stack = stacks.start();
    await stack.prints('Consent Broker is ready (');
  });
  afterAll(() => stacks.remove());

  it('brings its database back when it was killed', async () => {
    const { pid } = stack.state().processes.find(({ name }) => name === 'postgres')!;
    process.kill(pid, 'SIGKILL');
    await stack.prints('The database ended by itself; starting it again.');
    await until(() => isReady('audit'), 'audit is ready again');
    await until(() => isReady('relay'), 'relay is ready again');
  });

  it('after kill -9, stops its own leftovers first and nobody else’s, and is ready again', async () => {
    const left = stack.state().processes;
    stack.kill('SIGKILL');
    await stack.exit();
    expect(left.filter(({ pid }) => !isAlive(pid))).toEqual([]);
    // Somebody else's process that has come by an id of the record: the start time tells them apart.
    const stranger = spawn('sleep', ['600'], { stdio: 'ignore' });
    const record = {
      ...stack.state(),
      processes: [...left, { name: 'elsewhere', pid: stranger.pid, startedAt: left[0]!.startedAt }],
    };
    writeFileSync(join(stacks.dataDir, 'run.json'), JSON.stringify(record));
    stack = stacks.start();
    await stack.prints('Stopping what an earlier start left behind');
    await stack.prints('Consent Broker is ready (');
    expect(left.filter(({ pid }) => isAlive(pid))).toEqual([]);
    expect(isAlive(stranger.pid!)).toBe(true);
    stranger.kill();
  });
});
