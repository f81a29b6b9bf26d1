import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { freePort } from '../../scripts/local/free-port.js';
import { prepare, StackUnderTest } from './stack-under-test.js';
import { Stacks } from './stacks.js';

jest.setTimeout(300_000);

describe('the settings of npm start', () => {
  const stacks = new Stacks('22000');

  beforeAll(prepare);
  afterAll(() => stacks.remove());

  it.each([
    [{ PORT_BASE: 'eighty' }, 'PORT_BASE must be a whole number'],
    [{ PORT_BASE: '65500' }, 'PORT_BASE must be a whole number'],
    [{ DATABASE_URL: 'mysql://root:hidden@db/x' }, 'DATABASE_URL must look like'],
    [{ DEMO: 'no' }, 'DEMO must be one of the following values: on, off'],
    [{ MARKS_DIR: 'package.json' }, 'package.json is there and is no folder. Set MARKS_DIR to a folder of yours.'],
  ])('%j is refused in plain words', async (env, words) => {
    const stack = stacks.start(env as Record<string, string>);
    expect(await stack.exit()).toBe(1);
    expect(stack.output).toContain(words);
    expect(stack.output).not.toContain('hidden');
    expect(stack.output.trim().split('\n')).toHaveLength(1);
  });

  it.each(['package.json', '/proc/nope'])('DATA_DIR=%s is refused in plain words', async (dataDir) => {
    const stack = stacks.start({}, dataDir);
    expect(await stack.exit()).toBe(1);
    expect(stack.output).toMatch(/^DATA_DIR cannot be used: .* Set DATA_DIR to a folder of yours\.\n$/);
  });

  it('a database that is away is waited for, with a clear line, and the wait can be broken off', async () => {
    const port = await freePort();
    const stack = stacks.start({ DATABASE_URL: `postgres://someone:hidden@127.0.0.1:${port}/broker` });
    await stack.prints(new RegExp(`The database at 127.0.0.1:${port} does not answer .*trying again in 0.5 s`));
    await stack.prints('trying again in 1 s');
    stack.pressCtrlC();
    expect(await stack.exit()).toBe(0);
    expect(stack.output).not.toContain('hidden');
  });

  it('npm passes a request to end on to it', async () => {
    const port = await freePort();
    const env = { PORT_BASE: '22000', DATABASE_URL: `postgres://someone@127.0.0.1:${port}/broker` };
    const stack = new StackUnderTest(stacks.dataDir, env, ['npm', 'start']);
    await stack.prints('does not answer');
    stack.kill('SIGTERM');
    await stack.exit();
    expect(stack.output).toContain('Stopped.');
  });
});
